import { OutsideText } from '../../src/core/outside-text.ts';
import { Secret } from '../../src/core/secret.ts';
import { listNamespaces } from '../../src/delivery/cluster/names.ts';
import { mergeLogin, withoutLogin } from '../../src/delivery/cluster/pull-secret.ts';
import { withPullSecret } from '../../src/delivery/cluster/service-account.ts';
import { clusterLogins } from '../../src/delivery/cluster/stored-logins.ts';
import { forbidden, forbiddenExec } from '../../src/net/kube/api/refusal.ts';
import { readPlugin } from '../../src/net/kube/credentials/plugin-config.ts';
import { ChannelReader } from '../../src/net/kube/exec/channels.ts';
import { notStarted } from '../../src/net/kube/exec/not-started.ts';
import {
  lostBeginning,
  mayNotGetPods,
  notUpgraded,
  ownWords,
  remoteExitCode,
} from '../../src/net/kube/kubectl/kubectl-failure.ts';
import type { KubeObjects } from '../../src/net/kube/kubernetes.ts';
import { endOf } from '../../src/registries/rok/client/output-end.ts';
import { cellsOf, isRule, outputLines } from '../../src/registries/rok/client/output-lines.ts';
import { parseJson } from '../../src/registries/shared/rest/wire.ts';
import type { FuzzReader } from './fuzz-reader.ts';

const { signal } = new AbortController();
const login = { host: 'h.test', user: 'u', secret: new Secret('fuzz-login') };
const place = { namespace: 'n', service: 's', pod: 'p', container: 'c' };

const config = { auths: { 'h.test': { auth: 'dTpz' }, 'https://i.test/v1/': {} } };
const secret = {
  type: 'kubernetes.io/dockerconfigjson',
  metadata: { name: 's', ownerReferences: [{ kind: 'K', name: 'o' }] },
  data: { '.dockerconfigjson': Buffer.from(JSON.stringify(config)).toString('base64') },
};

/** Every question is answered with this text. */
const answering = (text: string): KubeObjects => ({
  get: () => Promise.resolve(parseJson(text)),
  change: () => Promise.resolve(),
});

const message = (channel: number, text: string): string =>
  String.fromCharCode(0x82, text.length + 1, channel) + text;

/** A ping, one message in two frames, and the end. */
const frames = ['\x89\x02hi', '\x02\x03\x01ab', '\x80\x01c', '\x88\x00'].join('');

const words = [
  'command terminated with exit code 7',
  'Error from server (Forbidden): pods is forbidden: User "u" cannot get resource "pods" in API group "" in the namespace "n"',
  'error: unable to upgrade connection: 502 Bad Gateway',
  'E1127 websocket.go:296] Unknown stream id 1, discarding message\n'.repeat(2),
];

/** Readers of what clusters, kubectl and the commands in pods say. */
export const clusterReaders: readonly FuzzReader[] = [
  {
    name: 'words of kubectl',
    samples: words,
    read: (text) => {
      const said = new OutsideText(text);
      const own = ownWords(said);
      return [remoteExitCode(said), lostBeginning(said), mayNotGetPods(said), notUpgraded(own)];
    },
  },
  {
    name: 'refusal of a cluster',
    samples: words,
    read: (text) => [
      forbidden('c', text),
      forbiddenExec('c', text, 'n'),
      notStarted(place, 'x', text),
    ],
  },
  {
    name: 'frames of a command',
    samples: [message(1, 'output') + message(2, 'words') + message(3, '{}'), frames],
    read: (text) => {
      const reader = new ChannelReader();
      const bytes = Buffer.from(text, 'latin1');
      for (const part of [bytes.subarray(0, 3), bytes.subarray(3)]) Array.from(reader.push(part));
      return (['stdout', 'stderr', 'error'] as const).map((name) => reader.text(name));
    },
  },
  {
    name: 'credential plugin',
    samples: [
      '{"apiVersion":"client.authentication.k8s.io/v1","command":"c","args":["a"],"env":[{"name":"N","value":"v"}],"installHint":"h","interactiveMode":"Never","provideClusterInfo":true}',
    ],
    read: (text) => readPlugin(parseJson(text), 'c'),
  },
  {
    name: 'output of a pod',
    samples: ['| A | B |\n|---|---|\n| 1 | 2 |\n(1 row)\n', 'a  b\n-- --\n1  2\n\n2 accounts\n'],
    read: (text) => [
      endOf(text),
      ...outputLines(text).map((line) => [isRule(line), cellsOf(line)]),
    ],
  },
  {
    name: 'pull secret',
    samples: [JSON.stringify(secret)],
    read: (text) => {
      const object = parseJson(text);
      return [mergeLogin(object, login), withoutLogin(object, 'h.test')];
    },
  },
  {
    name: 'logins in a pull secret',
    samples: [JSON.stringify(config)],
    read: (text) => {
      const data = { '.dockerconfigjson': Buffer.from(text).toString('base64') };
      return [mergeLogin({ ...secret, data }, login), withoutLogin({ ...secret, data }, 'h.test')];
    },
  },
  {
    name: 'pull secrets of a namespace',
    samples: [JSON.stringify({ items: [secret] })],
    read: (text) => clusterLogins(answering(text), 'c', 'n', signal),
  },
  {
    name: 'service account',
    samples: ['{"metadata":{"name":"default"},"imagePullSecrets":[{"name":"x"}]}'],
    read: (text) => withPullSecret(parseJson(text), 's'),
  },
  {
    name: 'names in a cluster',
    samples: ['{"items":[{"metadata":{"name":"default"}}]}'],
    read: (text) => listNamespaces(answering(text), 'c', signal),
  },
];
