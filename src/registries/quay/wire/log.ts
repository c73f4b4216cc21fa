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
  readonly ip: string | undefined;
  /** Who did it. */
  readonly performer: string | undefined;
  /** Bare names of what it was done to. */
  readonly repository: string | undefined;
  readonly tag: string | undefined;
  readonly robot: string | undefined;
}

/** `{logs: […], next_page?}` */
export function readLogPage(json: unknown): LogPage {
  const body = object(json, 'body');
  return {
    entries: array(body['logs'], 'logs').map(readEntry),
    next: optionalString(body['next_page'], 'next_page'),
  };
}

function readEntry(value: unknown): LogEntry {
  const entry = object(value, 'logs[]');
  const about = object(entry['metadata'] ?? {}, 'logs[].metadata');
  const performer = object(entry['performer'] ?? {}, 'logs[].performer');
  // What is told differs from kind to kind: what is no text there is nothing to show.
  const told = (key: string) => (typeof about[key] === 'string' ? about[key] : undefined);
  return {
    kind: string(entry['kind'], 'logs[].kind'),
    at: optionalDate(entry['datetime'], 'logs[].datetime'),
    ip: optionalString(entry['ip'], 'logs[].ip'),
    performer: optionalString(performer['name'], 'logs[].performer.name'),
    repository: told('repo'),
    tag: told('tag'),
    robot: told('robot'),
  };
}
