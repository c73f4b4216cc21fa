import { array, object, optionalDate, optionalString, string } from '../../shared/rest/wire.ts';

/** Some entries of a namespace's logs, newest first (docs/registries/quay.md §8.1). */
export interface LogPage {
  readonly entries: readonly LogEntry[];
  /** Asks for the page behind; told until a page is empty. */
  readonly next: string | undefined;
}

/** What was done, such as `pull_repo` or `push_repo`, and when, in milliseconds since the epoch. */
export interface LogEntry {
  readonly kind: string;
  readonly at: number | undefined;
}

/** `{logs: […], next_page?}` */
export function readLogPage(json: unknown): LogPage {
  const body = object(json, 'body');
  return {
    entries: array(body['logs'], 'logs').map((value) => {
      const entry = object(value, 'logs[]');
      return {
        kind: string(entry['kind'], 'logs[].kind'),
        at: optionalDate(entry['datetime'], 'logs[].datetime'),
      };
    }),
    next: optionalString(body['next_page'], 'next_page'),
  };
}
