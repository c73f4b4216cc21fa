import { differences } from '../differences.ts';
import { parseCutJson } from './cut-json.ts';
import type { Answer, RecordedFrame } from './recording.ts';

/** What belongs to one connection, or hangs on how long a body is. */
const OF_THE_CONNECTION = ['content-length', 'transfer-encoding', 'connection'];
/** Times, identities, and what whoever made an object has left in it. */
const PASSING =
  /^(?:uid|resourceVersion|creationTimestamp|continue|remainingItemCount|serverAddress|managedFields|annotations)$/;

/** Where the double's answer differs from the recorded one. */
export function compareAnswers(recorded: Answer, given: Answer): readonly string[] {
  const [was, is] = bodies(recorded, given);
  return [
    ...differences(
      { status: recorded.status, headers: meaningful(recorded.headers), body: was },
      { status: given.status, headers: meaningful(given.headers), body: is },
    ),
    ...(recorded.version === given.version ? [] : [`version: ${given.version}`]),
    ...compareFrames(recorded.frames, given.frames),
    ...(recorded.close === given.close ? [] : [`close: ${given.close}, not ${recorded.close}`]),
  ];
}

/** Both bodies without what differs on every machine; of a cut one, only what was kept counts. */
function bodies(recorded: Answer, given: Answer): readonly [unknown, unknown] {
  if (recorded.body === undefined || given.body === undefined) return [recorded.body, given.body];
  const [was, is] = [withoutChunks(recorded), withoutChunks(given)];
  if (!/^[[{]/.test(was) || !/^[[{]/.test(is)) return [was, is];
  const before = settle(parseCutJson(was));
  const now = settle(parseCutJson(is));
  return [before, isWhole(was) ? now : asFarAs(before, now)];
}

const isChunked = ({ headers }: Answer): boolean =>
  Object.keys(headers).some((name) => name.toLowerCase() === 'transfer-encoding');

function withoutChunks(answer: Answer): string {
  const { body = '' } = answer;
  return isChunked(answer)
    ? body.replace(/^[0-9a-f]+\r\n/, '').replace(/\r\n0\r\n\r\n$/, '')
    : body;
}

function isWhole(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Everything but what passes with its machine. */
function settle(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, member: unknown) => (PASSING.test(key) ? undefined : member)),
  ) as unknown;
}

/** Of a value, the members that another one has. */
function asFarAs(shape: unknown, value: unknown): unknown {
  if (Array.isArray(shape) && Array.isArray(value)) {
    return shape.map((member, index) => asFarAs(member, value[index]));
  }
  if (!isObject(shape) || !isObject(value)) return value;
  return Object.fromEntries(
    Object.keys(shape)
      .filter((key) => key in value)
      .map((key) => [key, asFarAs(shape[key], value[key])]),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const meaningful = (headers: Answer['headers']): Answer['headers'] =>
  Object.fromEntries(
    Object.entries(headers)
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => !OF_THE_CONNECTION.includes(name)),
  );

function compareFrames(
  recorded: readonly RecordedFrame[],
  given: readonly RecordedFrame[],
): readonly string[] {
  const told = (frames: readonly RecordedFrame[]) =>
    frames.map((one, index) => {
      // The list of accounts is another one on every machine.
      const isTable = recorded[index]?.text === '<table>' && one.length > 1;
      return `${one.channel} ${isTable ? '<table>' : one.text}`;
    });
  const [was, is] = [told(recorded), told(given)];
  return JSON.stringify(was) === JSON.stringify(is)
    ? []
    : [`frames: ${JSON.stringify(is)}, not ${JSON.stringify(was)}`];
}
