import { joinUrl } from '../../../net/http/url.ts';
import { fullName, type RobotName } from '../rows/names.ts';
import { type LogEntry, readLogPage } from '../wire/log.ts';
import type { QuayApi } from './api.ts';
import * as meanings from './meanings.ts';

/** As many pages, of twenty entries, as somebody waits for. */
const pageLimit = 5;

const day = 24 * 60 * 60 * 1000;

/** From the day of an instant until now, in milliseconds since the epoch. */
export interface Window {
  readonly since: number;
  readonly now: number;
}

/** What robots did, as far as it was read. */
export interface Acts {
  readonly entries: readonly LogEntry[];
  /** There are older ones that were not read. */
  readonly hasMore: boolean;
}

/** A rotation that was found, among so many entries. */
export interface Rotated {
  readonly found: LogEntry | undefined;
  readonly read: number;
}

/** The logs of namespaces (docs/registries/quay.md §8.1). */
export class LogsClient {
  readonly #api: QuayApi;

  constructor(api: QuayApi) {
    this.#api = api;
  }

  /** What a robot did in its namespace, newest first. */
  async acts(robot: RobotName, window: Window, signal: AbortSignal): Promise<Acts> {
    const entries: LogEntry[] = [];
    let hasMore = true;
    const pages = this.pages(robot, { ...window, performer: fullName(robot) }, signal);
    for (let page = 0; page < pageLimit && hasMore; page += 1) {
      const { value } = await pages.next();
      hasMore = value !== undefined;
      entries.push(...(value ?? []));
    }
    return { entries, hasMore };
  }

  /** When a robot's token was regenerated last, as far as the newest entries tell. */
  async lastRotation(robot: RobotName, window: Window, signal: AbortSignal): Promise<Rotated> {
    let read = 0;
    const pages = this.pages(robot, window, signal);
    for (let page = 0; page < pageLimit; page += 1) {
      const { value } = await pages.next();
      if (value === undefined) break;
      read += value.length;
      const found = value.find(
        (entry) => entry.kind === 'regenerate_robot_token' && entry.robot === robot.short,
      );
      if (found !== undefined) return { found, read };
    }
    return { found: undefined, read };
  }

  /**
   * The logs of a robot's namespace, newest first, in the server's pages of twenty: each is asked
   * for when it is wanted, until one is empty. Both ends are told, so that all pages are of one
   * window, whenever they are asked for.
   */
  async *pages(
    { namespace }: RobotName,
    { since, now, performer }: Window & { readonly performer?: string },
    signal: AbortSignal,
  ): AsyncGenerator<readonly LogEntry[], undefined, undefined> {
    const owner = namespace.kind === 'user' ? ['user'] : ['organization', namespace.name];
    // The day behind, since the server's clock may be ahead.
    const [starttime, endtime] = [monthDayYear(since), monthDayYear(now + day)];
    const query = { performer, starttime, endtime };
    let next: string | undefined;
    do {
      const path = joinUrl('', ['api', 'v1', ...owner, 'logs'], { ...query, next_page: next });
      const page = await this.#api.get(path, readLogPage, meanings.logs(namespace), signal);
      if (page.entries.length === 0) return;
      yield page.entries;
      next = page.next;
    } while (next !== undefined);
  }
}

/** `MM/DD/YYYY` in UTC, the one form that the server reads. */
function monthDayYear(instant: number): string {
  const [year, month, day] = new Date(instant).toISOString().slice(0, 10).split('-');
  return `${month}/${day}/${year}`;
}
