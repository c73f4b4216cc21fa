import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { IssuedToken } from '../../../../src/core/token.ts';
import type { Registry } from '../../../../src/registries/contract/registry.ts';
import type { Node } from '../../../../src/ui/tree/node.ts';
import { account, issued } from '../../vault/window.ts';
import { openDesk, registryOf, row, type Desk } from '../fakes/desk.ts';
import { escape, person } from '../fakes/editor.ts';

const { pickAccount } = await import('../../../../src/ui/actions/pick/account.ts');
const { withSecret } = await import('../../../../src/ui/actions/pick/able.ts');
const { withToken } = await import('../../../../src/ui/actions/with-token.ts');

const held = issued('a1/ci', 'the held secret');
const newer: IssuedToken = { ...held, secrets: { token: new Secret('the newer secret') } };
const ci = row('ci', { type: 'robot', can: ['fetch'], token: held.record });

/** Does something with a token, and gives the secret that it was done with. */
const secretFor = async ({ services }: Desk, from?: Node): Promise<string | undefined> => {
  let secret: string | undefined;
  await withToken(from, 'Copy Token', services, withSecret, ({ secrets }) => {
    secret = secrets.token.reveal();
    return Promise.resolve();
  });
  return secret;
};

const deskWith = async (parts: Partial<Registry>, ...tokens: IssuedToken[]): Promise<Desk> => {
  const desk = await openDesk(registryOf(parts));
  for (const token of tokens) await desk.window.vault.tokens.keep(token);
  return desk;
};

describe('doing something with a token', () => {
  beforeEach(() => person.reset());

  it('reads it from its registry, and holds what that says in place of what was held', async () => {
    const desk = await deskWith({ fetch: () => Promise.resolve(newer) }, held);
    assert.equal(await secretFor(desk, desk.node(ci)), 'the newer secret');
    const after = await desk.window.vault.tokens.secrets(held.record.id);
    assert.equal(after?.token.reveal(), 'the newer secret');
    assert.deepEqual(person.seen, []);
  });

  it('holds nothing that was not held before', async () => {
    const desk = await deskWith({ fetch: () => Promise.resolve(newer) });
    assert.equal(await secretFor(desk, desk.node(ci)), 'the newer secret');
    assert.deepEqual(desk.window.vault.tokens.list(), []);
  });

  it('takes the held one while the registry cannot be reached, and logs that', async () => {
    const gone = () => Promise.reject(new RegistryError('unreachable', 'Nobody answers.'));
    const desk = await deskWith({ fetch: gone }, held);
    assert.equal(await secretFor(desk, desk.node(ci)), 'the held secret');
    assert.deepEqual(person.log, ['acme cannot be reached: the kept token of ci is used.']);
  });

  it('does not take the held one when the registry refuses', async () => {
    const refused = () => Promise.reject(new RegistryError('forbidden', 'It is not yours.'));
    const desk = await deskWith({ fetch: refused }, held);
    assert.equal(await secretFor(desk, desk.node(ci)), undefined);
    assert.match(person.seen[0] ?? '', /^error: acme: It is not yours\./);
  });

  it('says so where the secret is not on this machine', async () => {
    const desk = await deskWith({});
    const listed = row('ci', { type: 'robot', token: held.record });
    assert.equal(await secretFor(desk, desk.node(listed)), undefined);
    assert.match(person.seen[0] ?? '', /The secret of ci is not kept on this machine\./);
  });

  it('asks from the palette which of the held tokens is meant', async () => {
    const desk = await deskWith({}, held, {
      ...issued('/p1', 'the pasted secret'),
      record: { ...issued('/p1').record, accountId: '', label: 'pasted' },
    });
    person.plans('pasted');
    assert.equal(await secretFor(desk), 'the pasted secret');
    assert.deepEqual(person.seen, [
      'pick: Copy Token / Type to search in every account / $(key) ci, $(key) pasted',
    ]);
    assert.match(person.about('ci')?.description ?? '', /acme$/);
    assert.match(person.about('pasted')?.description ?? '', /Pasted tokens$/);
    person.reset(escape);
    assert.equal(await secretFor(desk), undefined);
  });
});

describe('the account of a command', () => {
  const asked = async ({ services }: Desk, from?: Node): Promise<string | undefined> =>
    (await pickAccount(from, services, 'Edit Account'))?.label;

  it('is that of the row, as it is now; else the one the person chooses', async () => {
    const desk = await openDesk(registryOf({}));
    const { vault } = desk.window;
    await vault.addAccount(account('a2', { label: 'b' }), {});
    await vault.changeAccount({ ...desk.account, label: 'renamed' });
    assert.equal(await asked(desk, desk.node(ci)), 'renamed');
    person.reset('b');
    assert.equal(await asked(desk), 'b');
    assert.deepEqual(person.seen, [
      'pick: Edit Account / Which account? / $(package) b, $(package) renamed',
    ]);
    assert.equal(await asked(desk), undefined);
  });

  it('is offered to be added where there is none', async () => {
    const desk = await openDesk(registryOf({}));
    await desk.window.vault.removeAccount('a1');
    person.reset('Add Account');
    assert.equal(await asked(desk), undefined);
    assert.deepEqual(person.ran, [['registryTokens.addAccount']]);
  });
});
