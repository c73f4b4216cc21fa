/** One thing that the recorded API server was asked, and what it answered. */
export interface Block {
  /** The heading: what is tried, method and path. */
  readonly heading: string;
  readonly name: string;
  readonly method: string;
  readonly path: string;
  readonly answers: readonly Answer[];
}

export interface Answer {
  /** Whom or what it was asked for, where one block has several answers. */
  readonly label: string;
  /** `complete`: answered, and the connection stays; `closed`: it ends; `timeout`: neither. */
  readonly ending: string;
  readonly version: string;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** As far as it was kept; chunked bodies with their chunk lines. */
  readonly body: string | undefined;
  readonly frames: readonly RecordedFrame[];
  readonly close: number | undefined;
}

export interface RecordedFrame {
  readonly channel: number;
  /** Of the message with the byte of its channel. */
  readonly length: number;
  readonly text: string;
}

/** Reads the recording of an API server (test/recordings/kube). */
export function parseRecording(text: string): readonly Block[] {
  return text
    .split(/^## /m)
    .slice(1)
    .map((part) => {
      const [heading = '', ...lines] = part.split('\n');
      const found = /^(?<name>.*): (?<method>[A-Z]+) (?<path>\S+)$/.exec(heading)?.groups;
      return {
        heading,
        name: found?.['name'] ?? heading,
        method: found?.['method'] ?? '',
        path: found?.['path'] ?? '',
        answers: lines
          .join('\n')
          .split(/^ real/m)
          .slice(1)
          .map(readAnswer)
          .map((answer) => (answer.label === '' ? { ...answer, label: labelOf(heading) } : answer)),
      };
    });
}

/** One block names the first of its answers in the heading. */
const labelOf = (heading: string): string => /^(\w+), real$/.exec(heading)?.[1] ?? '';

function readAnswer(text: string): Answer {
  const [first = '', ...lines] = text.split('\n').map((line) => line.trim());
  const head =
    /^(?<label>[^:]*): \[(?<ending>\w+)\] (?<version>\S+) (?<status>\d+) [^|]*(?<headers>.*)$/.exec(
      first,
    )?.groups;
  if (head === undefined) throw new TypeError(`no answer: ${first}`);
  const headers = (head['headers'] ?? '').split('|').flatMap((part) => {
    const colon = part.indexOf(':');
    return colon < 0 ? [] : [[part.slice(0, colon).trim(), part.slice(colon + 1).trim()] as const];
  });
  const body = lines.find((line) => line.startsWith('body '))?.slice('body '.length);
  const close = lines.map((line) => /^CLOSE (\d+)/.exec(line)?.[1]).find(Boolean);
  return {
    label: head['label'] ?? '',
    ending: head['ending'] ?? '',
    version: head['version'] ?? '',
    status: Number(head['status']),
    headers: Object.fromEntries(headers),
    body: body === undefined ? undefined : unquote(body),
    frames: lines.flatMap(readFrame),
    close: close === undefined ? undefined : Number(close),
  };
}

function readFrame(line: string): readonly RecordedFrame[] {
  const found = /^op2 fin1 ch(?<channel>\d+) len(?<length>\d+) (?<text>".*")$/.exec(line)?.groups;
  return found === undefined
    ? []
    : [
        {
          channel: Number(found['channel']),
          length: Number(found['length']),
          text: unquote(found['text'] ?? '""'),
        },
      ];
}

/** A quoted text; one that was cut has lost its end with the closing quote, too. */
function unquote(quoted: string): string {
  const whole = /[^\\](?:\\\\)*"$/.test(quoted) && quoted.length > 1 ? quoted : `${quoted}"`;
  try {
    return JSON.parse(quoted === '""' ? quoted : whole) as string;
  } catch {
    return JSON.parse(`${quoted.replace(/\\+$/, '')}"`) as string;
  }
}
