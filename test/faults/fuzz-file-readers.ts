import { join } from 'node:path';
import { Secret } from '../../src/core/secret.ts';
import { readConfig } from '../../src/delivery/docker/config.ts';
import { readAuthFile } from '../../src/delivery/logins/auth-file.ts';
import { firstAsked } from '../../src/delivery/logins/registries-conf.ts';
import { command } from '../../src/delivery/places/command.ts';
import { Places } from '../../src/delivery/places/places.ts';
import { readServed } from '../../src/delivery/places/served.ts';
import { readTokenFile } from '../../src/net/kube/credentials/token-file.ts';
import { loadKubeconfig } from '../../src/net/kube/kubeconfig/load.ts';
import { mayKeep, readTokens } from '../../src/net/kube/kubeconfig/renewed.ts';
import { noProxySettings } from '../../src/net/proxy/proxy.ts';
import { sources as drpSources } from '../../src/registries/drp/connect/sources.ts';
import { readCli } from '../../src/registries/jfrog/connect/cli-servers.ts';
import { readOffers } from '../../src/ui/accounts/accounts-file.ts';
import { memory, putInMemory } from './files-in-memory.ts';
import type { FuzzReader } from './fuzz-reader.ts';

const home = join(memory, 'files');

/** By way of a file, where the extension itself opens it. */
const inFile =
  (name: string, read: (file: string) => unknown): FuzzReader['read'] =>
  (text) => {
    const file = join(home, name);
    putInMemory(file, text);
    return read(file);
  };

const readKubeconfig = (kubeconfig: string): unknown =>
  loadKubeconfig({
    transport: 'built-in',
    kubeconfig,
    kubectl: 'kubectl',
    home,
    environment: {},
    proxy: noProxySettings,
    untrusted: [],
  });

const oidc = { 'id-token': new Secret('a.b.c'), 'refresh-token': new Secret('once-only') };
const places = new Places(home, (_, work) =>
  work({ note: undefined, leave: () => Promise.resolve() }),
);

const docker = (env: Readonly<Record<string, string>>) =>
  ({ env, platform: 'linux', home, untrusted: [] }) as const;

const auth = Buffer.from('robot:secret').toString('base64');
const logins = JSON.stringify({
  auths: { 'quay.test': { auth }, 'jfrog.test:8443': { identitytoken: 'a.b.c' } },
  credHelpers: { 'rok.test': 'pass' },
  credsStore: 'desktop',
});
const encoded = Buffer.from(logins).toString('base64');

/** Readers of files that other programs write. */
export const fileReaders: readonly FuzzReader[] = [
  {
    name: 'kubeconfig',
    read: inFile('kubeconfig', readKubeconfig),
    samples: [
      'apiVersion: v1\ncurrent-context: c\nclusters:\n- name: k\n  cluster: {server: "https://h"}\nusers:\n- name: u\n  user: {token: t}\ncontexts:\n- name: c\n  context: {cluster: k, user: u}\n',
    ],
  },
  {
    name: 'OIDC sign-in of a kubeconfig',
    read: inFile('oidc', async (file) => {
      const user = { name: 'u', file };
      // A file that is no YAML has none, whatever the parser says.
      return [await readTokens(user).catch(() => undefined), await mayKeep(user, oidc)];
    }),
    samples: [
      'users:\n- name: u\n  user:\n    auth-provider:\n      name: oidc\n      config: {id-token: a.b.c, refresh-token: once-only}\n',
    ],
  },
  {
    name: 'file of a token',
    read: inFile('token', (file) => readTokenFile(file, 'c', [])),
    samples: ['a.b.c\n'],
  },
  {
    name: 'drpclirc',
    read: (text) => drpSources({ variables: {}, read: () => Promise.resolve(text) }),
    samples: ['RS_ENDPOINT=https://h:8092\nRS_KEY=rocketskates:r0cketsk8ts\nRS_TOKEN=t\n'],
  },
  {
    name: 'JFrog CLI',
    read: (text) => readCli({ variables: {}, read: () => Promise.resolve(text) }),
    samples: [
      '{"servers":[{"serverId":"s","url":"https://h/","user":"u","accessToken":"a.b.c","refreshToken":"r"}],"version":"6"}',
    ],
  },
  {
    name: 'accounts file',
    read: inFile('accounts.json', (file) => readOffers(file, [])),
    samples: [
      '{"accounts":[{"kind":"quay","label":"l","url":"https://h","tls":{"fingerprint256":"00"},"signIn":{"token":"t"},"options":{"o":"v"}}]}',
      '{"accounts":[{"kind":"quay","label":"l","url":"https://h","signIn":{"token":"t"}}]}',
      '{"accounts":[{"kind":"quay","url":"https://h","tls":{"ca":"-----BEGIN CERTIFICATE-----\\nMA==\\n-----END CERTIFICATE-----\\n"}}]}',
    ],
  },
  {
    name: 'Docker configuration',
    read: inFile('config.json', () => readConfig(docker({ DOCKER_CONFIG: home }))),
    samples: [logins],
  },
  {
    name: 'file of logins',
    read: readAuthFile,
    samples: [
      logins,
      encoded,
      `{"kind":"Secret","data":{".dockerconfigjson":"${encoded}"}}`,
      `kind: Secret\ndata:\n  .dockerconfigjson: ${encoded}\n`,
      `kind: Secret\nstringData:\n  .dockerconfigjson: |\n    ${logins}\n`,
    ],
  },
  {
    name: 'registries.conf',
    read: inFile('registries.conf', (file) =>
      firstAsked(docker({ CONTAINERS_REGISTRIES_CONF: file }), home),
    ),
    samples: ['unqualified-search-registries = ["h"]\ncredential-helpers = ["pass", \'x\'] # y\n'],
  },
  {
    name: 'places',
    read: inFile('places.json', () => places.of(['t'])),
    samples: [
      `{"places":[{"kind":"${command.id}","tokenId":"t","at":1,"facts":{"workspace":"w"},"follows":true}]}`,
    ],
  },
  {
    name: 'served hosts',
    read: inFile('served.json', readServed),
    samples: [
      '{"hosts":[{"host":"h","tokenId":"t","user":"u","since":1,"config":"/c","uses":[{"program":"p","last":1,"refused":true}]}]}',
    ],
  },
];
