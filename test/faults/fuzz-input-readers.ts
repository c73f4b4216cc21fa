import { readGitRemote } from '../../src/core/git-remote.ts';
import { parseLifetimeText } from '../../src/core/lifetime-grammar.ts';
import { readArguments } from '../../src/delivery/run/arguments.ts';
import { findToken, type KeptTokens } from '../../src/delivery/run/find-token.ts';
import { readRequest, readVariables } from '../../src/delivery/run/request.ts';
import { readBasicLogin } from '../../src/jwt/basic-login.ts';
import { decodeJwt } from '../../src/jwt/decode.ts';
import { decryptToken } from '../../src/jwt/decrypt.ts';
import { countKeys, isForEncryptionOnly, readKeys } from '../../src/jwt/jwks.ts';
import { readDecryptionKey } from '../../src/jwt/private-key.ts';
import { bindingProof, disclose } from '../../src/jwt/sd-jwt.ts';
import { readSharedSecret } from '../../src/jwt/shared-secret.ts';
import { readTestClaims } from '../../src/jwt/test-token.ts';
import { parseBaseUrl } from '../../src/net/http/url.ts';
import { noProxySettings, proxyFor } from '../../src/net/proxy/proxy.ts';
import { readCommand } from '../../src/registries/drp/issue/read-command.ts';
import { platformUrl } from '../../src/registries/jfrog/connect/address.ts';
import { checkSignIn } from '../../src/registries/jfrog/connect/credential.ts';
import { sources as jfrogSources } from '../../src/registries/jfrog/connect/sources.ts';
import { parseJson } from '../../src/registries/shared/rest/wire.ts';
import { readFromPage } from '../../src/ui/inspector/protocol.ts';
import { inputOf, textOf } from '../../src/ui/tools/tool.ts';
import { parseAccount } from '../../src/vault/account-entry.ts';
import { parseSecrets, parseTokenRecord } from '../../src/vault/token-entry.ts';
import type { FuzzReader } from './fuzz-reader.ts';

const rest = 'eyJzdWIiOiJhIiwiZXhwIjoxfQ.c2ln';
const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const encrypted = `${part({ alg: 'dir', enc: 'A128GCM' })}..aXZpdml2aXZpdml2.Y2lwaGVy.dGFndGFndGFndGFndGFn`;
const disclosed = `${part({ alg: 'RS256' })}.${part({ _sd: ['x'], _sd_alg: 'sha-256', cnf: { jwk: {} } })}.c2ln~${part(['salt', 'name', 1])}~${part({ typ: 'kb+jwt' })}.${rest}`;
const key = { kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', use: 'sig', alg: 'ES256', kid: 'k' };

const account = {
  id: 'a',
  kind: 'quay',
  label: 'Acme',
  url: 'https://h.test',
  userName: 'u',
  options: {},
};
const record = {
  id: 'a:t',
  accountId: 'a',
  type: 'robot',
  label: 'acme+ci',
  subject: 'acme+ci',
  scope: [],
  lifetime: { kind: 'until', at: 1 },
  path: ['p'],
} as const;
const kept: KeptTokens = { accounts: [account], tokens: [], now: 0 };

/** The program's own sentences for who runs it are plain errors. */
function readEnvironment(text: string): unknown {
  try {
    return readArguments(['--env-file', '.env', '--', 'x'], () => text);
  } catch (error) {
    if (error instanceof Error && error.constructor === Error) return error.message;
    throw error;
  }
}

const table: readonly (readonly [string, FuzzReader['read'], ...string[]])[] = [
  ['remote of git', readGitRemote, 'git@github.com:acme/api.git', 'https://u:s@h.test/a/b.git?x#y'],
  ['lifetime', (text) => parseLifetimeText(text), '30 days', '1h30m', '2026-12-31'],
  ['file of variables', readEnvironment, 'A=registry-tokens://h.test/acme+ci\nB="x\\ny" # z\n'],
  [
    'reference to a token',
    (text) => findToken(text, kept),
    'registry-tokens://Acme/acme%2Bci',
    'Acme/x',
  ],
  [
    'request for a command',
    (text) => [readRequest(text), readVariables(text)],
    '{"command":["x"],"folder":"/","references":{"A":"Acme/x"},"ticket":"t"}',
    '{"A":"x"}',
  ],
  ['login of HTTP', readBasicLogin, `Basic ${Buffer.from('u:s').toString('base64')}`],
  ['encrypted token', (text) => decryptToken(text, 'k'.repeat(16)), encrypted],
  [
    'key to decrypt with',
    (text) => [readDecryptionKey(text, 'RSA-OAEP'), readDecryptionKey(text, 'dir')],
    JSON.stringify({ keys: [{ kty: 'oct', k: 'eA' }, key] }),
    '-----BEGIN PRIVATE KEY-----\nMA==\n-----END PRIVATE KEY-----',
  ],
  [
    'keys of a server',
    (text) => {
      const json = parseJson(text);
      return [readKeys(json), countKeys(json), isForEncryptionOnly(json)];
    },
    JSON.stringify({ keys: [key, { ...key, use: 'enc' }] }),
  ],
  [
    'disclosures',
    (text) => {
      const decoded = decodeJwt(text);
      return decoded.kind === 'jwt'
        ? [disclose(text, decoded), bindingProof(text, decoded)]
        : decoded;
    },
    disclosed,
  ],
  [
    'shared secret',
    (text) => readSharedSecret(text, { algorithm: 'HS256', keyId: 'k' }),
    '{"keys":[{"kty":"oct","k":"eA"}]}',
    'c2VjcmV0',
  ],
  ['claims of a test token', readTestClaims, '{"sub":"a","exp":1}'],
  ['address', parseBaseUrl, 'https://h.test:8443/a/b', 'h.test'],
  ['address of JFrog', platformUrl, 'https://h.test/artifactory/', 'https://h.test/ui/login'],
  ['sign-in to JFrog', (text) => checkSignIn(text, 0), `e30.${rest}`, 'AKCp8'],
  [
    'variables of JFrog',
    (text) =>
      jfrogSources({
        variables: { JFROG_URL: text, JF_URL: text, JFROG_ACCESS_TOKEN: text, JF_USER: text },
        read: () => Promise.resolve(undefined),
      }),
    'https://h.test/',
  ],
  [
    'proxy of the environment',
    (text) =>
      proxyFor(new URL('https://h.test/'), {
        ...noProxySettings,
        support: 'override',
        environment: { HTTPS_PROXY: text, NO_PROXY: text },
      }),
    'http://u:s@proxy.test:3128',
    '*.test,10.0.0.0/8,h.test:443',
  ],
  [
    'command of drpcli',
    (text) => readCommand('u', text),
    'drpcli -U u:s users token u ttl 3h scope "a b" action \'get\' specific *',
  ],
  [
    'message of the inspector’s page',
    (text) => readFromPage(parseJson(text)),
    '{"type":"act","action":"copy","row":"claims.sub"}',
  ],
  [
    'input of a language model',
    (text) => {
      const input = inputOf(parseJson(text));
      return ['token', 'account', 'row'].map((name) => textOf(input, name));
    },
    '{"token":"a:t","account":"Acme","row":"acme+ci"}',
  ],
  ['stored account', (text) => parseAccount(parseJson(text)), JSON.stringify(account)],
  [
    'stored token',
    (text) => parseTokenRecord(parseJson(text), record.id),
    JSON.stringify({ ...record, replaces: 'a:s', caution: 'c', keepAlive: true }),
  ],
  ['stored secrets', (text) => parseSecrets(parseJson(text)), '{"token":"t","refresh":"r"}'],
];

/** Readers of what a person, a page, a model or this machine's storage gives. */
export const inputReaders: readonly FuzzReader[] = table.map(([name, read, ...samples]) => ({
  name,
  read,
  samples,
}));
