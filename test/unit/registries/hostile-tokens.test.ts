import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Secret } from '../../../src/core/secret.ts';
import { readMinted } from '../../../src/registries/drp/wire/minted.ts';
import { readCreated } from '../../../src/registries/jfrog/wire/created.ts';
import { readIssuedApiToken } from '../../../src/registries/quay/wire/api-token.ts';
import { readAppToken } from '../../../src/registries/quay/wire/app-token.ts';
import { readRegistryToken } from '../../../src/registries/quay/wire/registry-token.ts';
import { readRobot } from '../../../src/registries/quay/wire/robot.ts';
import { readCreatedToken } from '../../../src/registries/rok/client/read-token.ts';
import { WireError } from '../../../src/registries/shared/rest/wire.ts';

const acme = { kind: 'organization', name: 'acme' } as const;

/** Every reader of a token that a server made, given the token. */
const readers: Readonly<Record<string, (token: string) => Secret | undefined>> = {
  'Digital Rebar': (token) => readMinted({ Token: token }).token,
  'JFrog, access': (token) => readCreated({ access_token: token }).secrets.token,
  'JFrog, refresh': (token) =>
    readCreated({ access_token: 'a.b.c', refresh_token: token }).secrets.refresh,
  'JFrog, reference': (token) =>
    readCreated({ access_token: 'a.b.c', reference_token: token }).secrets.reference,
  'Quay, API token': (token) => readIssuedApiToken({ uuid: 'u', token }).secret,
  'Quay, app token': (token) =>
    readAppToken({ token: { uuid: 'u', title: 't', token_code: token } }).code,
  'Quay, image registry': (token) => readRegistryToken({ token }),
  'Quay, robot': (token) => readRobot({ name: 'acme+ci', token }, acme)?.token,
  'Rok Registry': (token) => readCreatedToken(`Token: ${token}\n`)?.token,
};

describe('a token that a server made', () => {
  for (const [name, read] of Object.entries(readers)) {
    it(`of ${name} is no line, no key of a terminal and nothing hidden`, () => {
      assert.equal(read('eyJ.abc-_~+/=.x')?.reveal(), 'eyJ.abc-_~+/=.x');
      for (const hostile of [
        'a\nb',
        'a\x03b',
        'a\x1b[201~b',
        'a\u202eb',
        'a\u00a0b',
        '\ud800',
        '\x7f',
      ]) {
        let token: Secret | undefined;
        try {
          token = read(hostile);
        } catch (error) {
          assert.ok(error instanceof WireError, String(error));
          assert.ok(!error.message.includes(hostile));
        }
        // What Rok prints is read line by line: the part behind a break is none of the token.
        assert.notEqual(token?.reveal(), hostile);
        assert.match(token?.reveal() ?? '', /^[\x21-\x7e]*$/);
      }
    });
  }
});
