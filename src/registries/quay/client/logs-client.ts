import { joinUrl } from '../../../net/http/url.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { type LogEntry, readLogPage } from '../wire/log.ts';
import type { QuayApi } from './api.ts';
import * as meanings from './meanings.ts';

/** As many pages, of twenty entries, as somebody waits for. */
const pageLimit = 5;

/** What robots did, as far as it was read. */
export interface Acts {
  readonly entries: readonly LogEntry[];
  /** There are older ones that were not read. */
  readonly hasMore: boolean;
}

/** The logs of namespaces (docs/registries/quay.md §8.1). */
export class LogsClient {
  readonly #api: QuayApi;

  constructor(api: QuayApi) {
    this.#api = api;
  }

  /** What a robot did in its namespace since the day of an instant, newest first. */
  async acts(robot: RobotName, since: number, signal: AbortSignal): Promise<Acts> {
    const { kind, name } = robot.namespace;
    const owner = kind === 'user' ? ['user'] : ['organization', name];
    const entries: LogEntry[] = [];
    let next: string | undefined;
    for (let page = 0; page < pageLimit; page += 1) {
      const path = joinUrl('', ['api', 'v1', ...owner, 'logs'], {
        performer: fullName(robot),
        starttime: monthDayYear(since),
        next_page: next,
      });
      const read = await this.#api.get(path, readLogPage, meanings.robot(robot), signal);
      entries.push(...read.entries);
      next = read.entries.length === 0 ? undefined : read.next;
      if (next === undefined) break;
    }
    return { entries, hasMore: next !== undefined };
  }
}

/** `MM/DD/YYYY` in UTC, the one form that the server reads. */
function monthDayYear(instant: number): string {
  const [year, month, day] = new Date(instant).toISOString().slice(0, 10).split('-');
  return `${month}/${day}/${year}`;
}
