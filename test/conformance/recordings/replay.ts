import { differences } from './differences.ts';
import type { RecordedAnswer, RecordedLine } from './recording.ts';

/** What stands in for the server that was recorded. */
export interface Peer<Line extends RecordedLine> {
  /**
   * Sends what the line sent, with what this run knows in the places of the recording's words, and
   * gives the answer with those words back in their places.
   */
  answer(line: Line): Promise<RecordedAnswer>;
}

/** One line that was sent again. */
export interface Replayed {
  readonly name: string;
  /** Where the answer differs from the recorded one; empty when the line holds. */
  readonly differences: readonly string[];
}

/** Sends every line in order: some change the world that later ones see. */
export async function replay<Line extends RecordedLine>(
  lines: readonly Line[],
  peer: Peer<Line>,
): Promise<readonly Replayed[]> {
  const replayed: Replayed[] = [];
  for (const line of lines) {
    replayed.push({
      name: line.name,
      differences: differences(line.answer, await peer.answer(line)),
    });
  }
  return replayed;
}
