import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import type { Action } from '../../contract/action.ts';
import type { Form, FormValues, Remark } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import type { QuayContext } from '../context.ts';
import { belowRobot, issuerPath, robotOf } from '../paths.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { type Issuer, sameIssuer } from '../wire/federation.ts';
import { checkIssuer, checkSubject } from './issuer-checks.ts';

/**
 * Makes a robot trust one more outside identity. The server only replaces whole lists, so the
 * present one is read just before and written back with everything it held.
 */
export function addIssuer(context: QuayContext): Action {
  return {
    form: async ({ path }, signal) => {
      const robot = robotOf(path);
      return form(robot, await context.federation.list(robot, signal));
    },
    run: async ({ path }, values, signal) => {
      const robot = robotOf(path);
      const added: Issuer = { issuer: text(values, 'issuer'), subject: text(values, 'subject') };
      const before = await context.federation.list(robot, signal);
      if (before.some((entry) => sameIssuer(entry, added))) {
        throw new RegistryError('conflict', alreadyTrusted(robot));
      }
      const done: Outcome = {
        message: t('{0} trusts {1} as {2} now.', fullName(robot), added.issuer, added.subject),
        changed: [belowRobot(robot, 'issuers')],
        reveal: issuerPath(robot, added),
      };
      const sentence = t(
        'The answer of {0} was lost: the issuer may have been added to {1} or not.',
        context.api.host,
        fullName(robot),
      );
      const entries = [...before.map(({ entry }) => entry), { ...added }];
      await orLook(context.federation.replace(robot, entries, signal), sentence, async (later) => {
        const now = await context.federation.list(robot, later);
        return now.some((entry) => sameIssuer(entry, added))
          ? done
          : { message: t('The issuer was not added to {0}.', fullName(robot)), changed: [] };
      });
      return done;
    },
  };
}

const alreadyTrusted = (robot: RobotName) =>
  t('{0} trusts this subject of this issuer already.', fullName(robot));

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
