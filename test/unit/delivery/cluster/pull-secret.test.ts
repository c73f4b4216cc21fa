import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { mergeLogin, newPullSecret } from '../../../../src/delivery/cluster/pull-secret.ts';
import { withPullSecret } from '../../../../src/delivery/cluster/service-account.ts';

const host = 'quay.example.com';
const login = { host, user: 'acme+ci', secret: new Secret('not-a-real-secret') };
const base64 = (text: string) => Buffer.from(text).toString('base64');
const entry = {
  username: 'acme+ci',
  password: 'not-a-real-secret',
  auth: base64('acme+ci:not-a-real-secret'),
};

const secretWith = (config: string, more: object = {}) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'pull', resourceVersion: '7', labels: { team: 'acme' } },
  type: 'kubernetes.io/dockerconfigjson',
  data: { '.dockerconfigjson': base64(config) },
  ...more,
});

const configOf = (object: object): unknown => {
  const { data } = object as { data: Record<string, string> };
  return JSON.parse(Buffer.from(data['.dockerconfigjson'] ?? '', 'base64').toString());
};

describe('a pull secret', () => {
  it('is new with one login', () => {
    const { object, change } = newPullSecret('ci', 'pull', login);
    assert.deepEqual(configOf(object), { auths: { [host]: entry } });
    assert.equal(change, 'create');
  });

  it('keeps everything but the one host', () => {
    const other = { auth: base64('me:x') };
    const before = secretWith(
      JSON.stringify({ auths: { 'ghcr.io': other }, credHelpers: { 'gcr.io': 'gcloud' } }),
    );
    const { object, change, others } = mergeLogin(before, login);
    assert.deepEqual(configOf(object), {
      auths: { 'ghcr.io': other, [host]: entry },
      credHelpers: { 'gcr.io': 'gcloud' },
    });
    assert.deepEqual({ ...object, data: 0 }, { ...before, data: 0 });
    assert.deepEqual([change, others], ['add', ['ghcr.io']]);
  });

  for (const key of [host, `https://${host}`, `https://${host}/v2/`]) {
    it(`replaces the login of the host where it is: ${key}`, () => {
      const before = secretWith(JSON.stringify({ auths: { [key]: { auth: base64('me:x') } } }));
      const { object, change } = mergeLogin(before, login);
      assert.deepEqual(configOf(object), { auths: { [key]: entry } });
      assert.equal(change, 'replace');
    });
  }

  it('says when it has the login already, which another secret of the same user is not', () => {
    const before = secretWith(JSON.stringify({ auths: { [host]: entry } }));
    assert.equal(mergeLogin(before, login).change, 'none');
    const newer = { ...login, secret: new Secret('not-a-real-secret-either') };
    assert.equal(mergeLogin(before, newer).change, 'replace');
  });

  it('tells who writes it by himself', () => {
    const owned = { name: 'pull', ownerReferences: [{ kind: 'ExternalSecret', name: 'pull' }] };
    const labelled = { name: 'pull', labels: { 'app.kubernetes.io/managed-by': 'Helm' } };
    const managers = [owned, labelled].map(
      (metadata) => mergeLogin(secretWith('{"auths":{}}', { metadata }), login).managedBy,
    );
    assert.deepEqual(managers, ['ExternalSecret pull', 'Helm']);
  });

  for (const [what, secret, message] of [
    ['of another type', secretWith('{}', { type: 'Opaque' }), /is of the type Opaque/],
    ['that is immutable', secretWith('{}', { immutable: true }), /is immutable/],
    ['that is not JSON', secretWith('hunter2'), /not a list of logins/],
    ['without logins', secretWith('{"auths":"hunter2"}'), /not a list of logins/],
    ['with a member twice', secretWith('{"auths":{"a":{},"a":{}}}'), /has “a” twice/],
  ] as const) {
    it(`is left as it is: one ${what}`, () => {
      assert.throws(
        () => mergeLogin(secret, login),
        (error: Error) => message.test(error.message) && !error.message.includes('hunter2'),
      );
    });
  }
});

describe('a service account', () => {
  it('gets a pull secret beside those it has', () => {
    const account = { metadata: { name: 'default' }, imagePullSecrets: [{ name: 'other' }] };
    assert.deepEqual(withPullSecret(account, 'pull'), {
      ...account,
      imagePullSecrets: [{ name: 'other' }, { name: 'pull' }],
    });
    assert.deepEqual(withPullSecret({ metadata: {} }, 'pull'), {
      metadata: {},
      imagePullSecrets: [{ name: 'pull' }],
    });
    assert.equal(withPullSecret(account, 'other'), undefined);
  });
});
