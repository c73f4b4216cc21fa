import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { token as jwtOf } from '../../jwt/tokens.ts';
import { issued } from '../../vault/window.ts';
import { openDesk, registryOf } from '../fakes/desk.ts';
import { person } from '../fakes/editor.ts';
import { extensions, workspace } from '../fakes/vscode.ts';

const { getTokens, login } = await import('../../../../src/ui/api/api.ts');

const host = 'images.example.test';

async function desk() {
  const { services } = await openDesk(registryOf({}));
  const { record, secrets } = issued('a1/ci');
  await services.vault.tokens.keep({
    record: { ...record, registryHost: host, loginName: 'acme+ci' },
    secrets,
  });
  return services;
}

describe('what other extensions may ask', () => {
  beforeEach(() => {
    person.reset();
    extensions.known.set('acme.builder', { packageJSON: { displayName: 'Builder' } });
  });

  it('tells the metadata of held tokens, and no secret', async () => {
    const services = await desk();
    const [token, ...others] = getTokens(services);
    assert.deepEqual(others, []);
    assert.equal(token?.label, 'ci');
    assert.equal(token.host, host);
    assert.doesNotMatch(JSON.stringify(token), /secret of/);
  });

  it('asks the person before a login, and names who wants it', async () => {
    const services = await desk();
    assert.equal(await login(host, 'acme.builder', services), false);
    assert.match(
      person.seen.join(),
      /^question: Log in to images\.example\.test with ci\?.*Builder \(acme\.builder\) asks.*\[Serve \| Docker Login\]$/s,
    );
  });

  it('masks what is or looks like a secret in a name', async () => {
    const services = await desk();
    const { record, secrets } = issued('a1/named');
    const name = `for ${jwtOf({ sub: 'enclosed' })}`;
    const named = { ...record, label: name, subject: name, scope: [name] };
    await services.vault.tokens.keep({ record: named, secrets });
    const told = getTokens(services).find(({ id }) => id === 'a1/named');
    assert.deepEqual(
      [told?.label, told?.subject, told?.rights],
      ['for ‹secret›', 'for ‹secret›', ['for ‹secret›']],
    );
  });

  it('offers only tokens that log in, and tells of a login only what was done', async () => {
    const services = await desk();
    const { record, secrets } = issued('a1/nameless');
    const nameless = 'nameless.example.test';
    await services.vault.tokens.keep({ record: { ...record, registryHost: nameless }, secrets });
    assert.equal(await login(nameless, 'acme.builder', services), false);
    assert.deepEqual(person.seen, []);
    for (const way of ['Serve', 'Docker Login']) {
      person.reset(way);
      // What comes next is dismissed, or cannot be done here.
      assert.equal(await login(host, 'acme.builder', services), false, way);
      assert.ok(person.seen.length > 1, way);
    }
  });

  it('asks nobody in a workspace that is not trusted', async () => {
    const services = await desk();
    Object.assign(workspace, { isTrusted: false });
    try {
      person.reset('Serve');
      assert.equal(await login(host, 'acme.builder', services), false);
      assert.deepEqual(person.seen, []);
    } finally {
      Object.assign(workspace, { isTrusted: true });
    }
  });

  it('asks nobody for an extension that is not there, or a host without a token', async () => {
    const services = await desk();
    await assert.rejects(
      login(host, 'acme.unknown', services),
      /No extension with the id acme\.unknown/,
    );
    assert.equal(await login('elsewhere.example', 'acme.builder', services), false);
    assert.deepEqual(person.seen, []);
  });
});
