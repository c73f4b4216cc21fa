import assert from 'node:assert/strict';
import { mkdtemp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { OutsideText } from '../../../../src/core/outside-text.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { IssuedToken } from '../../../../src/core/token.ts';
import { dockerProgram, login, loginFacts } from '../../../../src/delivery/places/login.ts';
import { toolLogin, toolLoginFacts } from '../../../../src/delivery/places/tool-login.ts';
import { settled } from '../../vault/fakes.ts';
import { issued } from '../../vault/window.ts';
import { now, openDesk, registryOf } from '../fakes/desk.ts';
import { person } from '../fakes/editor.ts';

const { offerUpdate } = await import('../../../../src/ui/delivery/update-places.ts');

const host = 'quay.example.com';
const secret = 'not-a-real-secret-4712';
const newer: IssuedToken = {
  record: { ...issued('a1/ci').record, label: 'ci', registryHost: host, loginName: 'acme+ci' },
  secrets: { token: new Secret(secret) },
};

/** A helper of another program, which writes down what it is given. */
const store = '#!/bin/sh\nIFS= read -r line\nprintf %s "$line" > "${0%/*}/stored"\n';

describe('the login of Docker, when its token was replaced', () => {
  let home = '';
  const { PATH } = process.env;
  beforeEach(async () => {
    person.reset();
    home = await mkdtemp(path.join(tmpdir(), 'rt-home-'));
    Object.assign(process.env, { HOME: home, DOCKER_CONFIG: home, PATH: home });
    await writeFile(path.join(home, 'docker-credential-test'), store, { mode: 0o755 });
  });
  afterEach(async () => {
    process.env['PATH'] = PATH;
    await rm(home, { recursive: true, force: true });
  });

  /** Offers the update where Docker has a configuration, and takes it. */
  const update = async (config: object) => {
    await mkdir(home, { recursive: true });
    await writeFile(path.join(home, 'config.json'), JSON.stringify(config));
    const { services, account } = await openDesk(() => registryOf({}));
    const send = () =>
      Promise.resolve({ status: 200, headers: new Map(), body: new OutsideText('') });
    Object.assign(services.sessions, { connection: () => Promise.resolve({ http: { send } }) });
    const facts = loginFacts(dockerProgram, host);
    const place = { kind: login.id, tokenId: newer.record.id, facts, at: now };
    person.plans('Update…', 'Update');
    await offerUpdate(newer, [place], account, services);
    await settled();
    assert.ok(!person.seen.join('\n').includes(secret));
    return person.seen.at(-1) ?? '';
  };
  const configured = async () =>
    JSON.parse(await readFile(path.join(home, 'config.json'), 'utf8')) as unknown;

  it('is written into its file, where there is no docker to do it', async () => {
    const said = await update({ auths: { [host]: { auth: 'b2xkOm9sZA==' } } });
    assert.match(said, /is in 1 of 1 places/);
    const auth = Buffer.from(`acme+ci:${secret}`).toString('base64');
    assert.deepEqual(await configured(), { auths: { [host]: { auth } } });
  });

  it('goes to the credential store that has it', async () => {
    const config = { auths: { [host]: {} }, credsStore: 'test' };
    assert.match(await update(config), /is in 1 of 1 places/);
    assert.deepEqual(await configured(), config);
    const stored = await readFile(path.join(home, 'stored'), 'utf8');
    assert.deepEqual(JSON.parse(stored), { ServerURL: host, Username: 'acme+ci', Secret: secret });
  });

  it('is left alone where the editor is asked for it now', async () => {
    const config = { auths: { [host]: {} }, credHelpers: { [host]: 'registry-tokens' } };
    assert.match(await update(config), /is in 1 of 1 places/);
    assert.deepEqual(await configured(), config);
  });

  it('is not made anew after a logout', async () => {
    assert.match(await update({ auths: {} }), /Nothing is there any longer: Docker logged in/);
    assert.deepEqual(await configured(), { auths: {} });
  });
});

describe('the login of a package manager, when its token was replaced', () => {
  let home = '';
  beforeEach(async () => {
    person.reset();
    home = await mkdtemp(path.join(tmpdir(), 'rt-home-'));
    Object.assign(process.env, { HOME: home, NETRC: '' });
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  const update = async (text: string) => {
    const file = path.join(home, '.netrc');
    await writeFile(file, text);
    const { services, account } = await openDesk(() => registryOf({}));
    const facts = toolLoginFacts({ tool: 'netrc', file, host });
    const place = { kind: toolLogin.id, tokenId: newer.record.id, facts, at: now };
    person.plans('Update…', 'Update');
    await offerUpdate(newer, [place], account, services);
    await settled();
    assert.ok(!person.seen.join('\n').includes(secret));
    return [person.seen.at(-1) ?? '', await readFile(file, 'utf8')] as const;
  };

  it('is written again in its place, and nothing else', async () => {
    const other = 'machine other.example.com login u password p\n';
    const [said, text] = await update(`${other}machine ${host} login acme+ci password old\n`);
    assert.match(said, /is in 1 of 1 places/);
    assert.equal(text, `${other}machine ${host} login acme+ci password ${secret}\n`);
  });

  it('is not made anew where it was taken out', async () => {
    const [said, text] = await update('');
    assert.match(said, /Nothing is there any longer: login for quay\.example\.com in \S+\.netrc/);
    assert.equal(text, '');
  });
});
