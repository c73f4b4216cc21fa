import type { Guard } from './file-stores.ts';
import { Life, stories, type Plan, type Story } from './life.ts';

/** What the parent says: the story, and the call that the process does not outlive. */
interface Sentence extends Plan {
  readonly story: Story;
  readonly at: number;
  readonly when: 'before' | 'after';
}

const sentence = JSON.parse(process.argv[2] ?? '') as Sentence;
const state = { calls: 0, begun: false };

const guard: Guard = async (call, work) => {
  if (!state.begun) return work();
  const isLast = (state.calls += 1) === sentence.at;
  if (isLast && sentence.when === 'before') await die(call);
  const result = await work();
  if (isLast) await die(call);
  return result;
};

async function die(call: string): Promise<never> {
  await new Promise<void>((resolve) => process.stdout.write(call, () => resolve()));
  process.kill(process.pid, 'SIGKILL');
  return new Promise(() => undefined);
}

const story = await stories[sentence.story](await Life.begin(sentence, guard));
state.begun = true;
await story();
// Nothing was left to be killed at.
process.exit(0);
