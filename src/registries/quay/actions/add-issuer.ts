import { t } from '../../../core/l10n.ts';
import type { Action } from '../../contract/action.ts';
import type { Form, FormValues, Remark } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import type { QuayContext } from '../context.ts';
import { toBeDropped } from '../keyless/dropped.ts';
import { alreadyTrusted, trust } from '../keyless/trust.ts';
import { robotOf } from '../paths.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { type Issuer, sameIssuer } from '../wire/federation.ts';
import { checkIssuer, checkSubject } from './issuer-checks.ts';

/** Makes a robot trust one more outside identity; asks before where that drops something. */
export function addIssuer(context: QuayContext): Action {
  return {
    form: async ({ path }, signal) => {
      const robot = robotOf(path);
      return form(robot, await context.federation.list(robot, signal));
    },
    consequence: async ([{ path }], values, signal) => {
      const robot = robotOf(path);
      const detail = toBeDropped(await context.federation.list(robot, signal));
      return detail === undefined
        ? undefined
        : {
            message: t(
              'Add the subject {0} of {1} to those that {2} trusts?',
              text(values, 'subject'),
              text(values, 'issuer'),
              fullName(robot),
            ),
            detail,
          };
    },
    run: ({ path }, values, signal) => {
      const added: Issuer = { issuer: text(values, 'issuer'), subject: text(values, 'subject') };
      return trust(context, robotOf(path), added, signal);
    },
  };
}

function form(robot: RobotName, present: readonly Issuer[]): Form {
  return {
    title: t('Add Issuer to {0}', fullName(robot)),
    fields: [
      {
        id: 'issuer',
        type: 'text',
        title: t('Issuer'),
        prompt: t('The address of the OIDC issuer, exactly as in the “iss” claim of its tokens'),
        placeholder: 'https://token.actions.githubusercontent.com',
        check: checkIssuer,
      },
      {
        id: 'subject',
        type: 'text',
        title: t('Subject'),
        prompt: t('Who may act as the robot, exactly as in the “sub” claim of the tokens'),
        placeholder: 'repo:acme/api:ref:refs/heads/main',
        check: (subject, values) =>
          checkSubject(subject) ?? duplicate(robot, present, values, subject),
      },
    ],
  };
}

function duplicate(
  robot: RobotName,
  present: readonly Issuer[],
  values: FormValues,
  subject: string,
): Remark | undefined {
  const added = { issuer: text(values, 'issuer'), subject };
  return present.some((entry) => sameIssuer(entry, added))
    ? { severity: 'error', message: alreadyTrusted(robot) }
    : undefined;
}
