import { t } from '../../../core/l10n.ts';
import type { Item } from '../../contract/item.ts';
import { day, lines } from '../../shared/details.ts';
import type { Window } from '../client/logs-client.ts';
import type { QuayContext } from '../context.ts';
import { actPath } from '../paths.ts';
import type { LogEntry } from '../wire/log.ts';
import { fullName, type RobotName } from './names.ts';

/** As far back as it is asked: three months, in milliseconds. */
const span = 90 * 24 * 60 * 60 * 1000;

/**
 * When a robot's token was regenerated last, and what the robot did since three months ago, newest
 * first, from the logs of its namespace. Nothing is asked before somebody looks; the pages come as
 * they are wanted.
 */
export async function* acts(
  context: QuayContext,
  robot: RobotName,
  signal: AbortSignal,
): AsyncGenerator<readonly Item[], void, undefined> {
  const now = context.connection.clock.now();
  const window = { since: now - span, now };
  yield [await rotationRow(context, robot, window, signal)];
  let index = 0;
  const pages = context.logs.pages(robot, { ...window, performer: fullName(robot) }, signal);
  for await (const page of pages) {
    yield page.map((entry) => actRow(robot, `${(index += 1)}`, label(entry), entry));
  }
}

async function rotationRow(
  { logs }: QuayContext,
  robot: RobotName,
  window: Window,
  signal: AbortSignal,
): Promise<Item> {
  const { found, read } = await logs.lastRotation(robot, window, signal);
  if (found !== undefined) return actRow(robot, 'rotation', t('Token regenerated'), found);
  return {
    path: actPath(robot, 'rotation'),
    type: 'note',
    label: t('Token regenerated'),
    description: t('not in the newest {0} entries since {1}', read, day(window.since)),
    hasChildren: false,
    can: [],
    within: [],
  };
}

const actRow = (robot: RobotName, id: string, name: string, entry: LogEntry): Item => ({
  path: actPath(robot, id),
  type: 'note',
  label: name,
  ...(entry.at === undefined ? {} : { description: day(entry.at) }),
  details: lines(
    [t('Entry'), entry.kind],
    [t('When'), entry.at],
    [t('By'), entry.performer],
    [t('Repository'), entry.repository],
    [t('Tag'), entry.tag],
    [t('From'), entry.ip],
  ),
  hasChildren: false,
  can: [],
  within: [],
});

/** The most frequent acts in words; all others by the name that the logs have for them. */
function label({ kind, repository = '', tag }: LogEntry): string {
  const image = tag === undefined ? repository : `${repository}:${tag}`;
  if (kind === 'pull_repo') return t('Pulled {0}', image);
  if (kind === 'push_repo') return t('Pushed {0}', image);
  return repository === '' ? kind : `${kind} ${repository}`;
}
