import { t } from '../../../core/l10n.ts';
import type { NewDocument, Outcome } from '../../../core/outcome.ts';
import type { Action, Consequence } from '../../contract/action.ts';
import type { FormValues } from '../../contract/form.ts';
import { text } from '../../contract/form-values.ts';
import type { QuayContext } from '../context.ts';
import { answersOf } from '../keyless/answers.ts';
import { ciPart } from '../keyless/ci-part.ts';
import { toBeDropped } from '../keyless/dropped.ts';
import { keylessForm } from '../keyless/form.ts';
import { trust } from '../keyless/trust.ts';
import { belowRobot, issuerPath, robotOf } from '../paths.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { type FederationEntry, type Issuer, sameIssuer } from '../wire/federation.ts';

/**
 * Lets CI jobs log in as a robot without a stored secret: proposes whom it has to trust for that,
 * adds that after a question, and hands out the part of the CI file. Where it is trusted already,
 * nothing is asked and only the latter is done.
 */
export function makeKeyless(context: QuayContext): Action {
  return {
    form: ({ path }) => {
      const { checkouts = () => Promise.resolve([]) } = context.connection;
      return keylessForm(robotOf(path), checkouts);
    },
    consequence: async ([{ path }], values, signal) => {
      const robot = robotOf(path);
      const present = await context.federation.list(robot, signal);
      const added = issuerIn(values);
      return present.some((entry) => sameIssuer(entry, added))
        ? undefined
        : consequence(robot, added, present, values);
    },
    run: async ({ path }, values, signal) => {
      const robot = robotOf(path);
      const added = issuerIn(values);
      const document = await ciFile(context, robot, values, signal);
      const present = await context.federation.list(robot, signal);
      if (!present.some((entry) => sameIssuer(entry, added))) {
        return trust(context, robot, added, signal, { document });
      }
      return {
        message: t('{0} trusts {1} already; nothing was sent.', fullName(robot), added.subject),
        changed: [belowRobot(robot, 'issuers')],
        reveal: issuerPath(robot, added),
        document,
      } satisfies Outcome;
    },
  };
}

const issuerIn = (values: FormValues): Issuer => ({
  issuer: text(values, 'issuer'),
  subject: text(values, 'subject'),
});

function consequence(
  robot: RobotName,
  { issuer, subject }: Issuer,
  present: readonly FederationEntry[],
  values: FormValues,
): Consequence {
  const drops = toBeDropped(present);
  return {
    message: t('Let CI jobs log in as {0} without a stored secret?', fullName(robot)),
    detail: [
      t('Issuer: {0}', issuer),
      t('Subject: {0}', subject),
      t('Whoever can run such a job may do what the robot may. Quay does not check the audience.'),
      ...(answersOf(values)?.run === 'pull-request'
        ? [t('All pull requests have this subject, whoever opens them from within the repository.')]
        : []),
      ...(drops === undefined ? [] : [drops]),
    ].join('\n'),
  };
}

async function ciFile(
  { connection, facts }: QuayContext,
  robot: RobotName,
  values: FormValues,
  signal: AbortSignal,
): Promise<NewDocument> {
  const answers = answersOf(values);
  if (answers?.forge === undefined || answers.forge === 'bitbucket') {
    throw new TypeError('no forge was chosen');
  }
  const { forge, run, name } = answers;
  const { registryHost } = await facts.get(signal);
  return ciPart({
    forge,
    run,
    name,
    subject: text(values, 'subject'),
    url: connection.account.url.replace(/\/$/, ''),
    registryHost,
    robot: fullName(robot),
  });
}
