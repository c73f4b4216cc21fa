import type { Json } from './json.ts';

/** One member of header or claims, for a table or a comment. */
export interface Row {
  readonly name: string;
  readonly value: Json;
  readonly meaning?: string;
  /** Milliseconds since the epoch, for times that can be relied on. */
  readonly instant?: number;
  /** What the value says, in words, one thing per line. Free of control characters. */
  readonly lines: readonly string[];
}
