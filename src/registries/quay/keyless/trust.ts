import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { Outcome } from '../../../core/outcome.ts';
import { orLook } from '../../shared/rest/lost-answer.ts';
import type { QuayContext } from '../context.ts';
import { belowRobot, issuerPath } from '../paths.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { type Issuer, sameIssuer } from '../wire/federation.ts';

/**
 * Makes a robot trust one more outside identity. The server only replaces whole lists, so the
 * present one is read just before and written back with everything it held. Rejects with `conflict`
 * when it is trusted already.
 *
 * @param more goes into the outcome, also into that of looking after a lost answer
 */
export async function trust(
  context: QuayContext,
  robot: RobotName,
  added: Issuer,
  signal: AbortSignal,
  more: Partial<Outcome> = {},
): Promise<Outcome> {
  const before = await context.federation.list(robot, signal);
  if (before.some((entry) => sameIssuer(entry, added))) {
    throw new RegistryError('conflict', alreadyTrusted(robot));
  }
  const done: Outcome = {
    message: t('{0} trusts {1} as {2} now.', fullName(robot), added.issuer, added.subject),
    changed: [belowRobot(robot, 'issuers')],
    reveal: issuerPath(robot, added),
    ...more,
  };
  const sentence = t(
    'The answer from {0} was lost: the issuer may have been added to {1} or not.',
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
}

export const alreadyTrusted = (robot: RobotName) =>
  t('{0} trusts this subject of this issuer already.', fullName(robot));
