import { t } from '../../../core/l10n.ts';
import { day } from '../../shared/details.ts';
import type { QuayContext } from '../context.ts';
import type { RobotName } from '../rows/names.ts';
import { lastUseOf } from '../wire/robot.ts';

/** As many repositories as a question can name. */
const limit = 8;
/** Between our clock when a verification came back and the server's when it noted the use. */
const tolerance = 5 * 60_000;

/** What is known of a robot's use, so that a person can judge what breaks; `[]` when nothing is. */
export function usage({ memory }: QuayContext, robot: RobotName): readonly string[] {
  const listed = memory.robot(robot);
  const lastUse = listed === undefined ? undefined : lastUseOf(listed);
  const writable = memory
    .permissions(robot)
    ?.filter(({ role }) => role !== 'read')
    .map(({ repository }) => repository)
    .sort();
  const sentences: string[] = [];
  if (lastUse !== undefined) {
    const verifiedAt = memory.verifiedAt(robot);
    sentences.push(
      verifiedAt !== undefined && Math.abs(lastUse - verifiedAt) < tolerance
        ? t('Its last known use was its verification from here, on {0}.', day(lastUse))
        : t('It was last used on {0}.', day(lastUse)),
    );
  }
  if (writable !== undefined && writable.length > 0) {
    const named = writable.slice(0, limit).join(', ');
    const more = writable.length - limit;
    sentences.push(
      more > 0
        ? t('It may write to {0} and {1} more repositories.', named, more)
        : t('It may write to {0}.', named),
    );
  }
  return sentences;
}
