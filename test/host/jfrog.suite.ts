import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Account } from '../../src/core/account.ts';
import { systemClock } from '../../src/core/clock.ts';
import { RegistryError } from '../../src/core/errors.ts';
import type { Outcome } from '../../src/core/outcome.ts';
import { Secret } from '../../src/core/secret.ts';
import { verifySecret } from '../../src/jwt/of-secret.ts';
import { createHttpClient } from '../../src/net/http/client.ts';
import type { Connection } from '../../src/registries/contract/connection.ts';
import type { FormValues } from '../../src/registries/contract/form.ts';
import type { Item } from '../../src/registries/contract/item.ts';
import { jfrogAdapter } from '../../src/registries/jfrog/adapter.ts';
import type { ActionId } from '../../src/registries/contract/action-id.ts';
import type { Registry } from '../../src/registries/contract/registry.ts';
import { proxySettings } from '../../src/ui/editor/proxy-settings.ts';
import { aloneIn } from '../../src/vault/alone.ts';
import { AccountKeeping } from '../../src/vault/keeping.ts';
import type { SandboxDescription } from '../sandbox/describe.ts';
import { openVault } from './probe/vault.ts';
import { sandboxVariable } from './runner/protocol.ts';

const never = new AbortController().signal;
const { jfrog, ca } = JSON.parse(process.env[sandboxVariable] ?? '{}') as SandboxDescription;

const account: Account = {
  id: 'host',
  kind: 'jfrog',
  label: 'host',
  url: jfrog.url,
  userName: jfrog.admin,
  options: {},
};

/*
 * The story of one token, with the editor's own fetch, TLS and cryptography at work. What the
 * extension would store is looked at in the end.
 */
describe('JFrog inside the editor', () => {
  const { vault, memento, machine } = openVault();
  let locks: string;
  let pem: string;
  let registry: Registry;
  let issued: NonNullable<Outcome['issued']>;

  before(async () => {
    locks = await mkdtemp(path.join(tmpdir(), 'registry-tokens-jfrog-'));
    pem = await readFile(ca, 'utf8');
    await vault.addAccount(account, { token: new Secret(jfrog.token) });
    registry = jfrogAdapter.open({
      ...connection(),
      signIn: () => vault.signIns.get(account),
      keeping: new AccountKeeping(vault, account, aloneIn(locks)),
    });
  });
  after(() => rm(locks, { recursive: true, force: true }));

  const connection = (token = jfrog.token): Connection => ({
    account,
    clock: systemClock,
    http: createHttpClient({ tls: { ca: pem }, proxy: proxySettings }),
    signIn: () => Promise.resolve({ token: new Secret(token) }),
  });

  const rowsBelow = async (row?: Item): Promise<Item[]> => {
    const rows: Item[] = [];
    const pages = row === undefined ? registry.roots(never) : registry.children(row, never);
    for await (const page of pages) rows.push(...page);
    return rows;
  };
  const mine = async (): Promise<Item> => (await rowsBelow())[0] ?? assert.fail('no row');
  const rowOf = async (label: string): Promise<Item | undefined> =>
    (await rowsBelow(await mine())).find((row) => row.label === label);

  /** Does it, and keeps and forgets what an editor would. */
  async function run(verb: ActionId, row: Item, values: FormValues): Promise<Outcome> {
    const operation = registry.actions[verb];
    assert(operation);
    const outcome = await operation.run(row, values, never);
    await vault.tokens.settle(outcome);
    return outcome;
  }

  it('connects, and tells whom the token belongs to', async () => {
    const { userName, remarks } = await jfrogAdapter.connect(connection(), never);
    assert.equal(userName, jfrog.admin);
    assert.deepEqual(remarks, []);
    const refused: unknown = await jfrogAdapter
      .connect(connection(jfrog.expiredToken), never)
      .catch((error: unknown) => error);
    assert(refused instanceof RegistryError, String(refused));
    assert.equal(refused.code, 'not-authorized');
  });

  it('issues a token with a refresh and a reference token, and lists it', async () => {
    const outcome = await run('issue', await mine(), {
      scopes: ['user'],
      subject: jfrog.admin,
      lifetime: '86400',
      options: ['refreshable', 'reference'],
      description: 'from a host',
    });
    assert(outcome.issued);
    issued = outcome.issued;
    assert(issued.secrets.refresh && issued.secrets.reference);
    const row = await rowOf('from a host');
    assert.deepEqual(row?.token?.id, issued.record.id);
    assert.deepEqual(row.can, ['verify', 'revoke', 'refresh']);
  });

  it('finds the signature valid under the root certificate, by both ways there are', async () => {
    const { state, details } = await registry.verify(issued.record, issued.secrets, never);
    assert.equal(state, 'accepted');
    const signature = details.find(({ label }) => label === 'Signature')?.value;
    assert(typeof signature === 'string');
    assert.match(signature, /^The signature is valid under the key /);
    // As the inspector does it, with the keys of an account.
    const source = await registry.keys?.(never);
    assert(source);
    assert.equal((await verifySecret(issued.secrets.token, source)).state, 'valid');
    const [header = '', payload = '', rest = ''] = issued.secrets.token.reveal().split('.');
    const claims = JSON.parse(Buffer.from(payload, 'base64url').toString()) as object;
    const forged = Buffer.from(JSON.stringify({ ...claims, scp: 'applied-permissions/admin' }));
    const text = [header, forged.toString('base64url'), rest].join('.');
    assert.equal((await verifySecret(new Secret(text), source)).state, 'invalid');
  });

  it('refreshes it once when asked twice in the same moment', async () => {
    const row = await rowOf('from a host');
    assert(row);
    const outcomes = await Promise.all([run('refresh', row, {}), run('refresh', row, {})]);
    const [renewed, ...others] = outcomes.flatMap((outcome) => outcome.issued ?? []);
    assert(renewed);
    assert.deepEqual(others, []);
    const old = await registry.verify(issued.record, issued.secrets, never);
    assert.equal(old.state, 'refused');
    issued = renewed;
    assert((await vault.tokens.secrets(renewed.record.id))?.refresh);
  });

  it('revokes it, and it counts no more', async () => {
    const row = await rowOf('from a host');
    assert(row);
    const { message } = await run('revoke', row, {});
    assert.match(message, /was revoked/);
    assert.equal(await rowOf('from a host'), undefined);
    const gone = await registry.verify(issued.record, issued.secrets, never);
    assert.equal(gone.state, 'refused');
    assert.equal(await vault.tokens.secrets(issued.record.id), undefined);
  });

  it('has left no secret in plain storage', () => {
    const secrets = [...machine.everSecret].flatMap(textsOf);
    assert(secrets.includes(jfrog.token));
    assert(secrets.length >= 6, String(secrets.length));
    const plain = machine.plain + memento.calls.join('\n');
    assert(plain.includes(account.label));
    for (const secret of secrets) assert(!plain.includes(secret), 'a secret in plain storage');
  });
});

/** The texts that stand under names of secrets, wherever they are in what was stored. */
function textsOf(stored: string): string[] {
  const found: string[] = [];
  JSON.parse(stored, (name, value: unknown) => {
    if (typeof value === 'string' && ['token', 'refresh', 'reference'].includes(name)) {
      found.push(value);
    }
    return value;
  });
  return found;
}
