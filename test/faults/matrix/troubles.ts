import { createHttpClient } from '../../../src/net/http/client.ts';
import type { HttpClient } from '../../../src/net/http/http.ts';
import { noProxySettings } from '../../../src/net/proxy/proxy.ts';
import type { Rig } from '../../conformance/kinds/rig.ts';
import type { FaultKind } from '../../sandbox/http/faults.ts';
import type { KubeSettings } from '../../sandbox/kube/settings.ts';
import type { Watched } from './watched.ts';

/** How long a request may take that nobody answers, in milliseconds. */
const patience = 1_000;

interface Wrong {
  readonly kind: FaultKind;
  readonly status?: number;
  readonly words?: string;
  readonly acts?: true;
}

/** What goes wrong at a server, and whether it has done then what it was asked for. */
const atServer: Readonly<Record<string, Wrong>> = {
  'reset before': { kind: 'cut' },
  'reset after': { kind: 'cut-after', acts: true },
  'no answer': { kind: 'slow' },
  '400': { kind: 'refusal', status: 400, words: 'Not today.' },
  '403': { kind: 'refusal', status: 403, words: 'Not for you.' },
  '429': { kind: 'rate-limit' },
  '500': { kind: 'status', status: 500 },
  '502': { kind: 'status', status: 502 },
  '504': { kind: 'status', status: 504 },
  'page of HTML': { kind: 'login-page' },
  'half an answer': { kind: 'truncated-json', acts: true },
  'another answer': { kind: 'wrong-shape' },
  'wrong types': { kind: 'wrong-types', acts: true },
  '10 MB': { kind: 'huge-body' },
  'other origin': { kind: 'redirect' },
};

/** What goes wrong on the way to a server. */
const onTheWay: Readonly<Record<string, HttpClient>> = {
  'certificate changed': createHttpClient({
    tls: { fingerprint256: Array.from({ length: 32 }, () => '00').join(':') },
    proxy: () => noProxySettings,
  }),
  refused: {
    send: (request) =>
      createHttpClient({ proxy: () => noProxySettings }).send({
        ...request,
        url: 'https://127.0.0.1:1/',
      }),
  },
};

/** What goes wrong with a command in a pod. */
const atCommand: Readonly<Record<string, Partial<Pick<KubeSettings, 'ending' | 'exitCode'>>>> = {
  'cut before the status': { ending: 'cut' },
  'closed before the status': { ending: 'close' },
  'cut inside the answer': { ending: 'cut-inside' },
  'kubelet lost': { ending: 'lost-kubelet' },
  'exit code 1': { exitCode: 1 },
};

/** Names of what can go wrong with a rig. */
export const troublesOf = ({ faults, commands }: Rig): readonly string[] => [
  ...(faults === undefined ? [] : Object.keys(atServer)),
  ...Object.keys(commands === undefined ? onTheWay : atCommand),
];

/** Whether the server certainly did what the request asked for. */
export const acts = (trouble: string): boolean => atServer[trouble]?.acts === true;

export interface Moment {
  readonly trouble: string;
  /** How many requests pass before, from 0. */
  readonly step: number;
  /** How many requests in a row are hit. */
  readonly times: number;
}

/** Makes something go wrong at a rig, until it is called off. */
export function arrange(rig: Rig, watched: Watched, { trouble, step, times }: Moment): () => void {
  const rule = atServer[trouble];
  const fault = rule && rig.faults?.add({ ...rule, skip: step, times });
  const usual = { ...rig.commands };
  watched.divert = (count) => {
    const isHit = count >= step && count < step + times;
    if (rig.commands) Object.assign(rig.commands, isHit ? atCommand[trouble] : usual);
    if (rule?.kind === 'slow') return impatient(rig.connection.http);
    return isHit ? onTheWay[trouble] : undefined;
  };
  return () => {
    watched.begin();
    if (rig.commands) Object.assign(rig.commands, usual);
    fault?.release();
    rig.faults?.clear();
  };
}

const impatient = (http: HttpClient): HttpClient => ({
  send: (request) => http.send({ ...request, timeoutMs: patience }),
});
