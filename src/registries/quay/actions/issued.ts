import { RegistryError } from '../../../core/errors.ts';
import { t } from '../../../core/l10n.ts';
import type { IssuedToken } from '../../../core/token.ts';
import { appRecord, type Origin, robotRecord } from '../records.ts';
import type { RobotName } from '../rows/names.ts';
import type { AppTokenWithCode } from '../wire/app-token.ts';
import type { Robot } from '../wire/robot.ts';

/** A robot's current token. Rejects with `forbidden` when the server kept it to itself. */
export function issuedRobotToken(origin: Origin, name: RobotName, robot: Robot): IssuedToken {
  if (robot.token === undefined) {
    const message = t('You may see {0}, but not its token.', robot.fullName);
    throw new RegistryError('forbidden', message);
  }
  return { record: robotRecord(origin, name), secrets: { token: robot.token } };
}

export const issuedAppToken = (origin: Origin, token: AppTokenWithCode): IssuedToken => ({
  record: appRecord(origin, token),
  secrets: { token: token.code },
});
