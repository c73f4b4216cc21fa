import { Deviation, NotHere, type Contract, type Peer, type Row } from './row.ts';

/** What came of a run. */
export interface Result {
  readonly held: number;
  readonly deviated: number;
  readonly leftOut: number;
  /** What rows made and could not take back. */
  readonly left: readonly string[];
}

export interface RunOptions {
  readonly ask: Peer['ask'];
  readonly user: string;
  /** A name that nobody has, for what rows make. */
  readonly made: string;
  readonly write: boolean;
  /** Texts that are never printed. */
  readonly secrets: readonly string[];
  readonly print: (line: string) => void;
}

/** Asks a server row by row, and prints what held, what did not and what was left out. */
export async function runContract(contract: Contract, options: RunOptions): Promise<Result> {
  const made = new Set<string>();
  const peer: Peer = {
    ask: options.ask,
    user: options.user,
    made: options.made,
    makes: (what) => {
      made.add(what);
      return { removed: () => made.delete(what) };
    },
  };
  const print = (line: string): void => {
    options.print(
      options.secrets
        .filter((secret) => secret !== '')
        .reduce((text, secret) => text.replaceAll(secret, '‹secret›'), line),
    );
  };
  print(`Answered by ${await versionOf(contract, peer)}.`);
  const counts = { held: 0, deviated: 0, leftOut: 0 };
  for (const row of contract.rows) {
    const [verdict, reason] = await judge(row, peer, options.write);
    counts[verdict] += 1;
    const suffix = reason === '' ? '' : `: ${reason}`;
    print(`${words[verdict]}  ${row.section}  ${row.claim}${suffix}`);
  }
  for (const what of made) print(`STILL THERE  ${what}`);
  print(`${counts.held} held, ${counts.deviated} did not hold, ${counts.leftOut} left out`);
  return { ...counts, left: [...made] };
}

async function versionOf({ version }: Contract, peer: Peer): Promise<string> {
  try {
    return await version(peer);
  } catch (error) {
    if (!(error instanceof Deviation)) throw error;
    return `a server that does not tell its version (${error.message})`;
  }
}

const words = { held: 'held        ', deviated: 'DID NOT HOLD', leftOut: 'left out    ' } as const;

async function judge(
  row: Row,
  peer: Peer,
  write: boolean,
): Promise<readonly [keyof typeof words, reason: string]> {
  if (row.writes === true && !write) return ['leftOut', 'it changes something (--write)'];
  try {
    await row.check(peer);
    return ['held', ''];
  } catch (error) {
    if (error instanceof NotHere) return ['leftOut', error.message];
    if (error instanceof Deviation) return ['deviated', error.message];
    const reason = error instanceof Error ? error.message : String(error);
    return ['deviated', `no answer: ${reason}`];
  }
}
