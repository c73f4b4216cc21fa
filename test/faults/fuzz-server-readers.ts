import { OutsideText } from '../../src/core/outside-text.ts';
import { Secret } from '../../src/core/secret.ts';
import { redirectOf } from '../../src/net/http/redirect.ts';
import { wantsTls } from '../../src/net/http/plain-to-tls.ts';
import { readUser } from '../../src/registries/drp/wire/user.ts';
import { JfrogApi } from '../../src/registries/jfrog/client/api.ts';
import { LegacyTokensClient } from '../../src/registries/jfrog/client/legacy-tokens-client.ts';
import { PlatformClient } from '../../src/registries/jfrog/client/platform-client.ts';
import { packagesOf } from '../../src/registries/jfrog/packages.ts';
import { tokenLanguage as jfrogLanguage } from '../../src/registries/jfrog/token-language.ts';
import { readAccess } from '../../src/registries/quay/connect/granted.ts';
import { QuayApi } from '../../src/registries/quay/client/api.ts';
import { askServer } from '../../src/registries/quay/client/server-facts.ts';
import { readOrganizationPage } from '../../src/registries/quay/wire/organization.ts';
import { readRole } from '../../src/registries/quay/wire/permission.ts';
import type { Connection } from '../../src/registries/contract/connection.ts';
import { askAbout } from '../../src/registries/rok/client/token-endpoint.ts';
import { parseSliced } from '../../src/registries/shared/rest/sliced.ts';
import { isObject } from '../../src/core/is-object.ts';
import { parseJson } from '../../src/registries/shared/rest/wire.ts';
import type { FuzzReader } from './fuzz-reader.ts';

const { signal } = new AbortController();
const url = 'https://h.test';

/** Every answer has this text and this status. */
const answering = (text: string, status = 200): Connection => ({
  account: { id: 'a', kind: 'k', label: 'l', url, userName: 'u', options: {} },
  http: {
    send: (request) =>
      Promise.resolve({
        status,
        headers: new Map([['date', text.slice(0, 40)]]),
        body: new OutsideText(text),
        url: request.url,
      }),
  },
  clock: { now: () => 1_800_000_000_000 },
  signIn: () => Promise.resolve({ token: new Secret('fuzz-sign-in') }),
});

const jfrog = (text: string, status?: number) => new JfrogApi(answering(text, status));
const platform = (text: string) => new PlatformClient(jfrog(text));
const authorization = { scheme: 'bearer', token: new Secret('fuzz-bearer') } as const;

const repository = { key: 'npm-virtual', type: 'VIRTUAL', packageType: 'npm', description: 'd' };
const token = { token_id: 't', subject: 'jfac@x/users/u', expiry: 1, issued_at: 1, issuer: 'i' };
const claims = {
  ext: '{"revocable":true}',
  scp: 'applied-permissions/user',
  sub: 'jfac@x/users/u',
};

/** Readers that only a whole client leads to, and those of what stands around an answer. */
export const serverReaders: readonly FuzzReader[] = [
  {
    name: 'jfrog repositories',
    samples: [JSON.stringify([repository, repository])],
    read: (text) => packagesOf(jfrog(text), url).repositories('npm', signal),
  },
  {
    name: 'jfrog version',
    samples: ['{"version":"7.111.4","revision":"1"}'],
    read: (text) => platform(text).signedInVersion(signal),
  },
  {
    name: 'jfrog service id',
    samples: ['jfrt@01h2x3'],
    read: (text) => platform(text).serviceId(authorization, signal),
  },
  {
    name: 'jfrog certificate',
    samples: ['MIIB', '-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n'],
    read: (text) => platform(text).certificate(signal),
  },
  {
    name: 'jfrog legacy tokens',
    samples: [JSON.stringify({ tokens: [token] })],
    read: (text) => new LegacyTokensClient(jfrog(text)).list({ username: 'u' }, signal),
  },
  {
    name: 'jfrog legacy refusal',
    samples: ['{"error":"invalid_request","error_description":"smaller than 3600 seconds"}'],
    read: (text) =>
      new LegacyTokensClient(jfrog(text, 400)).create({ scope: 's', expires_in: 1 }, signal),
  },
  {
    name: 'jfrog claims',
    samples: [JSON.stringify(claims)],
    read: (text) => {
      const value = parseJson(text);
      return isObject(value) && [jfrogLanguage.who?.(value), jfrogLanguage.what?.(value)];
    },
  },
  {
    name: 'quay server',
    samples: [
      '{"config":{"SERVER_HOSTNAME":"h:80"},"version_number":"3.18.0","features":{},"paths":{"/a/{b}":{}}}',
    ],
    read: (text) => askServer(new QuayApi(answering(text)), signal),
  },
  {
    name: 'quay organizations',
    samples: ['{"organizations":[{"name":"acme"}],"next_page":"x"}'],
    read: (text) => readOrganizationPage(parseJson(text)),
  },
  { name: 'quay role', samples: ['{"role":"read"}'], read: (text) => readRole(parseJson(text)) },
  {
    name: 'quay access',
    samples: [
      `e30.${Buffer.from('{"access":[{"type":"repository","name":"n","actions":["pull"]}]}').toString('base64url')}.c2ln`,
    ],
    read: (text) => readAccess(new Secret(text)),
  },
  {
    name: 'drp user',
    samples: ['{"Name":"u","Roles":["r"],"Description":""}'],
    read: (text) => readUser(parseJson(text)),
  },
  {
    name: 'rok endpoint',
    samples: ['{"username":"u","uuid":"i","lifetime":60}', '{"error":"Unauthorized"}'],
    read: (text) => askAbout(answering(text), new Secret('fuzz-token'), signal),
  },
  {
    name: 'long list',
    samples: [
      '{"tokens":[{"a":"b","c":[1,{"d":"\\"]}"}]},{"e":null}]}',
      JSON.stringify({ more: 1, tokens: [{}] }),
    ],
    read: (text) => parseSliced(text, 'tokens', (json) => json, signal),
  },
  {
    name: 'redirect',
    samples: ['/sign-in', 'https://h.test:8443/a?b#c', '//i.test/x', 'javascript:0'],
    read: (text) =>
      redirectOf(
        { status: 302, headers: new Map([['location', text]]), body: new ReadableStream() },
        new URL(url),
        false,
      ),
  },
  {
    name: 'plain HTTP at a port of TLS',
    samples: ['Client sent an HTTP request to an HTTPS server.', 'plain HTTP request was sent'],
    read: (text) => wantsTls(400, text, new URL('http://h.test:8443/')),
  },
];
