import type { RecordedLine } from '../recording.ts';

/** A line of a Digital Rebar's recording. */
export interface DrpLine extends RecordedLine {
  /** A name from `world.json` whose bearer it carries. */
  readonly token?: string;
  readonly body?: string;
}

/** The headers that mean something: one that a recording leaves out was not sent. */
export const HEADERS = [
  'content-type',
  'location',
  'www-authenticate',
  'x-drp-list-count',
  'x-drp-list-total-count',
] as const;

/** Headers of an answer with a word in the place of those that are not there. */
export const meaningful = (
  headers: Readonly<Record<string, string | string[] | undefined>>,
): Readonly<Record<string, string>> =>
  Object.fromEntries(HEADERS.map((name) => [name, String(headers[name] ?? '<none>')]));
