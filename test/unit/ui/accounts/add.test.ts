import assert from 'node:assert/strict';
import { after, beforeEach, describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { FoundAccount } from '../../../../src/registries/contract/found-account.ts';
import { trace, world } from '../fakes/shop.ts';
import type { Desk } from '../fakes/desk.ts';
import { back, enter, escape, person, type Answer } from '../fakes/person.ts';
import { answering, shopDesk } from './shop-desk.ts';

const { addAccount } = await import('../../../../src/ui/accounts/add.ts');

const url = 'https://two.example';

describe('adding an account', () => {
  let desk: Desk;
  beforeEach(async () => {
    desk = await shopDesk();
  });
  after(() => {
    process.env[trace] = '';
  });

  const adding = (...answers: readonly Answer[]) =>
    answering(() => addAccount(desk.services), ...answers);
  const added = () => desk.window.vault.accounts.list().find((one) => one.url === url);

  it('asks step by step, signs in, and stores it under the name that is chosen', async () => {
    assert.deepEqual(await adding('Shop', url, 'sesame', enter), [`sesame to ${url}`]);
    assert.deepEqual(person.seen, [
      'pick: Add Account / Which registry? / $(home) Kiosk, $(home) Shop',
      'text: Add Account: Address / Where is it? / ',
      'secret: Add Account: Key / Which key? / ',
      'text: Add Account: Name / The name this account is shown by. / dana@shop.example',
      'brief: dana@shop.example added',
    ]);
    const account = added();
    assert.equal(account?.label, 'dana@shop.example');
    assert.equal(account.userName, 'dana');
    assert.deepEqual(account.options, { learned: 'yes' });
    const signIn = await desk.window.vault.signIns.find(account);
    assert.equal(signIn?.['key']?.reveal(), 'sesame');
    assert.doesNotMatch(JSON.stringify([person.seen, person.log, account]), /sesame/);
  });

  it('takes no name twice', async () => {
    await adding('Shop', url, 'sesame', 'acme', 'other');
    assert.match(person.seen[4] ?? '', /There is already an account named “acme”\. \/ acme$/);
    assert.equal(added()?.label, 'other');
  });

  it('stores nothing when the registry refuses, or the person leaves', async () => {
    world.connect = () => new RegistryError('not-authorized', 'It knows no such key.');
    assert.equal((await adding('Shop', url, 'sesame')).length, 1);
    assert.equal(person.seen.at(-1), 'error: It knows no such key. / [Try Again]');
    assert.equal(added(), undefined);
    world.reset();
    assert.deepEqual(await adding('Shop', url, escape), []);
    await adding('Shop', url, 'sesame', escape);
    assert.equal(added(), undefined);
  });

  it('tries again with what was typed, as often as the person wants', async () => {
    world.connect = ({ account }) => {
      if (world.tried.length < 3) return new RegistryError('unreachable', 'Nobody answers.');
      return { userName: 'dana', label: account.url, remarks: [] };
    };
    const sent = await adding('Shop', url, 'sesame', 'Try Again', 'Try Again', 'two');
    assert.deepEqual(sent, Array(3).fill(`sesame to ${url}`));
    assert.equal(added()?.label, 'two');
  });

  it('goes back from the first step to the choice of the registry', async () => {
    await adding('Shop', back, 'Kiosk', url, enter);
    assert.equal(added()?.kind, 'kiosk');
  });

  it('says what an unencrypted connection means, and uses it after a yes alone', async () => {
    world.checkAddress = ({ allowPlainHttp }) => {
      if (allowPlainHttp !== true) throw new RegistryError('plain-http', 'It is not encrypted.');
    };
    await adding('Shop', url, escape, escape);
    assert.match(person.seen[2] ?? '', /^question: Use a connection that is not encrypted\? \//);
    assert.match(person.seen[2] ?? '', /\[Do Not Use It \| Use It Unencrypted\]$/);
    assert.equal(added(), undefined);
    await adding('Shop', url, 'Use It Unencrypted', 'sesame', enter);
    assert.equal(added()?.allowPlainHttp, true);
  });

  it('lets a certificate be judged on the spot, and trusts it for that address alone', async () => {
    const tls = new RegistryError('tls', 'It is not trusted.', {
      certificate: {
        host: 'two.example',
        reason: 'unknown-authority',
        subject: 'CN=two',
        issuer: 'CN=Acme CA',
        names: [],
        validFrom: 0,
        validTo: 1,
        fingerprint256: '00ff',
        selfSigned: false,
      },
    });
    world.checkAddress = (account) => {
      if (account.tls === undefined) throw tls;
    };
    await adding('Shop', url, 'Trust This Fingerprint', 'sesame', enter);
    assert.deepEqual(added()?.tls, { fingerprint256: '00ff' });
    const asked = ['Trust This Fingerprint', back, 'https://three.example'];
    await adding('Shop', url, ...asked, escape, escape);
    assert.equal(person.seen.filter((line) => line.startsWith('question: The cert')).length, 2);
  });

  describe('that another tool is set up with', () => {
    const found: FoundAccount = {
      source: '~/.shop',
      label: 'theirs',
      values: { url, key: new Secret('their key') },
      preview: [{ label: 'Address', value: url }],
      hasSignIn: true,
    };
    beforeEach(() => {
      process.env[trace] = '1';
      world.found = [found];
    });

    it('is offered first, and used after it was shown what that is', async () => {
      const sent = await adding('Shop', 'theirs', 'Use', enter, enter);
      assert.deepEqual(sent, [`their key to ${url}`]);
      assert.deepEqual(person.seen.slice(1, 4), [
        'pick: Add Account / Take an account from this machine, or enter one? / $(file-symlink-file) theirs, $(edit) Enter another account',
        `question: Use “theirs” from ~/.shop? / Address: ${url}\n\nThe sign-in is tried first, and then kept in the secret storage of the editor. / [Use]`,
        `text: Add Account: Address / Where is it? / ${url}`,
      ]);
      assert.doesNotMatch(JSON.stringify(person.seen), /their key/);
    });

    it('can be left for another one, and without a yes the list comes again', async () => {
      const other = ['theirs', escape, 'Enter another account', url, 'sesame', enter] as const;
      assert.deepEqual(await adding('Shop', ...other), [`sesame to ${url}`]);
    });

    it('is not asked for where nothing of the tool is there', async () => {
      process.env[trace] = '';
      await adding('Shop', escape);
      assert.equal(person.seen[1], 'text: Add Account: Address / Where is it? / ');
    });
  });
});
