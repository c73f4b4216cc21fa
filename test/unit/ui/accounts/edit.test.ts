import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { Secret } from '../../../../src/core/secret.ts';
import { failure } from '../../failure.ts';
import { world } from '../fakes/shop.ts';
import { enter, escape, person, type Answer } from '../fakes/person.ts';
import { answering, shopDesk } from './shop-desk.ts';

const { editAccount } = await import('../../../../src/ui/accounts/edit.ts');
const { signInAgain } = await import('../../../../src/ui/accounts/sign-in.ts');

const one = 'https://one.example';

type ShopDesk = Awaited<ReturnType<typeof shopDesk>>;

const open = async (kind = 'shop'): Promise<ShopDesk> => {
  const desk = await shopDesk({ kind });
  await desk.window.vault.changeAccount(desk.account, { key: new Secret('old key') });
  return desk;
};
const keyOf = async ({ window, stored }: ShopDesk) =>
  (await window.vault.signIns.find(stored()))?.['key']?.reveal();

describe('editing an account', () => {
  let desk: ShopDesk;
  beforeEach(async () => {
    desk = await open();
  });
  const editing = (...answers: readonly Answer[]) =>
    answering(() => editAccount(desk.account, desk.services), ...answers);

  it('shows what is there, and tries the stored sign-in before anything is changed', async () => {
    const sent = await editing(`${one}/base`, 'renamed');
    assert.deepEqual(person.seen, [
      `text: Edit acme: Address / Where is it? / ${one}`,
      'text: Edit acme: Name / The name this account is shown by. / acme',
    ]);
    assert.deepEqual(sent, [`old key to ${one}/base`]);
    const { url, label, userName, options } = desk.stored();
    assert.deepEqual(
      { url, label, userName, options },
      { url: `${one}/base`, label: 'renamed', userName: 'dana', options: { learned: 'yes' } },
    );
    assert.equal(await keyOf(desk), 'old key');
  });

  it('sends the stored sign-in to no other origin: there it is asked for', async () => {
    const sent = await editing('https://two.example', enter, 'new key');
    assert.deepEqual(sent, ['new key to https://two.example']);
    assert.equal(person.seen.at(-1), 'secret: Sign In Again to acme: Key / Which key? / ');
    assert.equal(desk.stored().url, 'https://two.example');
    assert.equal(await keyOf(desk), 'new key');
  });

  it('changes nothing when it is left, or the registry refuses', async () => {
    await editing(escape);
    await editing('https://two.example', escape);
    await editing('https://two.example', enter, escape);
    assert.equal(desk.stored().url, one);
    world.connect = () => new RegistryError('unreachable', 'Nobody answers.');
    person.reset(`${one}/base`, enter);
    await failure(editAccount(desk.account, desk.services), 'unreachable');
    assert.equal(desk.stored().url, one);
    assert.equal(await keyOf(desk), 'old key');
  });
});

describe('signing in again', () => {
  it('puts the new sign-in in the place of the former one once it was accepted', async () => {
    const desk = await open();
    const sent = await answering(
      async () => assert.equal(await signInAgain(desk.account, desk.services), true),
      'new key',
    );
    assert.deepEqual(sent, [`new key to ${one}`]);
    assert.deepEqual(person.seen, ['secret: Sign In Again to acme: Key / Which key? / ']);
    assert.equal(await keyOf(desk), 'new key');
  });

  it('leaves the former one when the new one is refused, or none is entered', async () => {
    const desk = await open();
    assert.equal(await signInAgain(desk.account, desk.services), false);
    world.connect = () => new RegistryError('not-authorized', 'It knows no such key.');
    person.reset('bad key');
    await failure(signInAgain(desk.account, desk.services), 'not-authorized');
    assert.equal(await keyOf(desk), 'old key');
  });

  it('takes that of somebody else after a yes alone', async () => {
    const desk = await open();
    world.connect = () => ({ userName: 'eve', label: '', remarks: [] });
    person.reset('new key');
    assert.equal(await signInAgain(desk.account, desk.services), false);
    assert.equal(
      person.seen[1],
      'question: This sign-in belongs to eve, not to dana. / The account “acme” will show what eve may see. / [Use It]',
    );
    assert.equal(await keyOf(desk), 'old key');
    person.reset('new key', 'Use It');
    assert.equal(await signInAgain(desk.account, desk.services), true);
    assert.equal(desk.stored().userName, 'eve');
  });

  it('says so where there is no sign-in to ask for', async () => {
    const desk = await open('kiosk');
    assert.equal(await signInAgain(desk.account, desk.services), false);
    assert.deepEqual(person.seen, ['info: acme needs no sign-in of its own. / []']);
  });
});
