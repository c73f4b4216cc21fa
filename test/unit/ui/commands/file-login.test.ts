import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { IssuedToken } from '../../../../src/core/token.ts';
import { issued } from '../../vault/window.ts';
import { person } from '../fakes/editor.ts';
import { openDesk, registryOf, row } from '../fakes/desk.ts';
import { OutsideText } from '../../../../src/core/outside-text.ts';

const { fileLogin, fileLogout } = await import('../../../../src/ui/commands/file-login.ts');
const { placesOf } = await import('../../../../src/ui/delivery/places.ts');

const host = 'quay.example.com';
const secret = 'not-a-real-secret-4711';
const token: IssuedToken = {
  record: { ...issued('a1/ci').record, label: 'ci', registryHost: host, loginName: 'acme+ci' },
  secrets: { token: new Secret(secret) },
};
const ci = row('ci', { type: 'robot', token: token.record });
const podman = 'Podman, Skopeo and Buildah';

describe('a login for Podman or Helm', () => {
  let home = '';
  beforeEach(async () => {
    person.reset();
    home = await mkdtemp(path.join(tmpdir(), 'rt-home-'));
    for (const name of Object.keys(process.env)) {
      if (/^(XDG_|DOCKER_|REGISTRY_|HELM_|SNAP|FLATPAK)/.test(name)) process.env[name] = '';
    }
    Object.assign(process.env, { HOME: home, XDG_RUNTIME_DIR: home });
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  /** A desk whose registry answers a login with a status. */
  const deskOf = async (status: number) => {
    const desk = await openDesk(() => registryOf({}));
    await desk.services.vault.tokens.keep(token);
    const send = () => Promise.resolve({ status, headers: new Map(), body: new OutsideText('') });
    const connection = () => Promise.resolve({ http: { send } });
    Object.assign(desk.services.sessions, { connection });
    return { services: desk.services, node: desk.node(ci) };
  };
  const authFile = () => path.join(home, 'containers', 'auth.json');

  it('names the file before it writes it, is remembered, and can be taken out', async () => {
    const { services, node } = await deskOf(200);
    person.plans(podman, 'Log In');
    await fileLogin(node, services);
    const auth = Buffer.from(`acme+ci:${secret}`).toString('base64');
    assert.deepEqual(JSON.parse(await readFile(authFile(), 'utf8')), {
      auths: { [host]: { auth } },
    });
    const seen = person.seen.join('\n');
    assert.ok(seen.includes(`The token is written to ${authFile()}, unencrypted.`), seen);
    assert.ok(seen.includes(`${podman} are logged in to ${host} as acme+ci.`), seen);
    assert.ok(!seen.includes(secret) && !seen.includes(auth));
    const [place] = await placesOf([token.record], services);
    assert.ok(place?.startsWith(`${podman} logged in to ${host}`), place);

    person.plans(podman);
    await fileLogout(node, services);
    assert.deepEqual(JSON.parse(await readFile(authFile(), 'utf8')), { auths: {} });
    assert.deepEqual(await placesOf([token.record], services), []);
    await fileLogout(node, services);
    assert.match(person.seen.at(-1) ?? '', /Neither Podman nor Helm has a login/);
  });

  it('is not written without a yes', async () => {
    const { services, node } = await deskOf(200);
    person.plans(podman);
    await fileLogin(node, services);
    await assert.rejects(readFile(authFile()), { code: 'ENOENT' });
    assert.deepEqual(await placesOf([token.record], services), []);
  });

  it('is not written when the registry is none', async () => {
    const { services, node } = await deskOf(404);
    person.plans(podman, 'Log In');
    await fileLogin(node, services);
    assert.match(person.seen.join('\n'), /does not answer as an image registry/);
    await assert.rejects(readFile(authFile()), { code: 'ENOENT' });
  });
});
