import { readFile } from 'node:fs/promises';

/** JSON, or the text of a body that is none. */
export type Body = unknown;

/** What a server answered, or what a double answers in its place. */
export interface RecordedAnswer {
  readonly status: number;
  /** The headers that mean something, by lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Body;
}

/** One request of a recording and its answer; a registry's recording may say more. */
export interface RecordedLine {
  /** What the request tries; unique in its recording. */
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly answer: RecordedAnswer;
}

/** Reads a recording, `test/recordings/{registry}/{version}.ndjson`, in the order it was made. */
export async function readRecording<Line extends RecordedLine>(
  registry: string,
  version: string,
): Promise<readonly Line[]> {
  const file = new URL(`../../recordings/${registry}/${version}.ndjson`, import.meta.url);
  const text = await readFile(file, 'utf8');
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
}
