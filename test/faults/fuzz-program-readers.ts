import { OutsideText } from '../../src/core/outside-text.ts';
import { Secret } from '../../src/core/secret.ts';
import { explainFailure } from '../../src/delivery/docker/explain-login.ts';
import { refusedToStore } from '../../src/delivery/docker/helper.ts';
import { grantedIn } from '../../src/delivery/docker/rights.ts';
import { answer } from '../../src/delivery/helper/answer.ts';
import type { FuzzReader } from './fuzz-reader.ts';

const login = { host: 'h.test', user: 'u', secret: new Secret('fuzz-login') };
const access = { access: [{ type: 'repository', name: 'a/b', actions: ['pull', 'push'] }] };
const claims = Buffer.from(JSON.stringify(access)).toString('base64url');

/** The helper has a login, whatever a client writes. */
const counter = {
  hosts: () => Promise.resolve([{ host: 'h.test', user: 'u' }]),
  hand: () => Promise.resolve({ user: 'u', secret: login.secret }),
  isHandedOut: () => Promise.resolve(false),
};

/** Readers of what Docker and other clients of images say, and of what they ask the helper. */
export const programReaders: readonly FuzzReader[] = [
  {
    name: 'docker login',
    samples: [
      'WARNING! x\nError response from daemon: Get "https://h.test/v2/": unauthorized',
      'error storing credentials - err: exit status 1, out: `not enough`',
      'exec: "docker-credential-pass": executable file not found in $PATH',
    ],
    read: (text) => {
      const words = new OutsideText(text);
      return [explainFailure(words, login, undefined), refusedToStore('pass', login.secret, words)];
    },
  },
  {
    name: 'token of a realm',
    samples: [JSON.stringify({ token: `e30.${claims}.c2ln` })],
    read: (text) => grantedIn(new OutsideText(text), 'a/b'),
  },
  {
    name: 'what a client stores',
    samples: ['{"ServerURL":"https://h.test/v1/","Username":"u","Secret":"s"}'],
    read: (input) => answer({ operation: 'store', input }, counter),
  },
  {
    name: 'what a client asks for',
    samples: ['https://h.test/v1/\n', 'h.test:443'],
    read: (input) => answer({ operation: 'get', input }, counter),
  },
];
