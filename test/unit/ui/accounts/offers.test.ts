import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, beforeEach, describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { failure } from '../../failure.ts';
import { trace, world } from '../fakes/shop.ts';
import { account, openWindow } from '../../vault/window.ts';
import { person } from '../fakes/editor.ts';

const { Offers } = await import('../../../../src/ui/accounts/offers.ts');

const theirs = {
  source: '~/.shop',
  label: 'theirs',
  values: { url: 'https://theirs.example', key: new Secret('their key') },
  preview: [{ label: 'Address', value: 'https://theirs.example' }],
  hasSignIn: true,
};

describe('accounts that are offered for import', () => {
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'offers-'));
  });
  beforeEach(() => {
    world.reset();
    person.settings.clear();
    process.env[trace] = '';
  });
  after(async () => {
    person.settings.clear();
    process.env[trace] = '';
    await rm(folder, { recursive: true });
  });

  const listed = async (...accounts: readonly object[]): Promise<void> => {
    const file = join(folder, 'accounts.json');
    await writeFile(file, JSON.stringify({ accounts }));
    person.settings.set('registryTokens.accountsFile', file);
  };

  it('are those of the file and those of other tools', async () => {
    await listed({ kind: 'shop', label: 'fleet', url: 'https://fleet.example' });
    process.env[trace] = '1';
    world.found = [theirs];
    const offers = await new Offers(openWindow().vault).pending();
    assert.deepEqual(
      offers.map(({ label, url, hasSignIn }) => ({ label, url, hasSignIn })),
      [
        { label: 'fleet', url: 'https://fleet.example', hasSignIn: false },
        // Both kinds of the test look for the same tool.
        { label: 'theirs', url: 'https://theirs.example', hasSignIn: true },
        { label: 'theirs', url: 'https://theirs.example', hasSignIn: true },
      ],
    );
    assert.deepEqual(offers[1]?.preview, ['Address: https://theirs.example']);
    assert.doesNotMatch(JSON.stringify(offers), /their key/);
  });

  it('are offered no more once they are there', async () => {
    await listed({ kind: 'shop', url: 'https://fleet.example' });
    const { vault } = openWindow();
    const offers = new Offers(vault);
    assert.equal((await offers.pending()).length, 1);
    await vault.addAccount(account('a1', { kind: 'shop', url: 'https://fleet.example' }), {});
    assert.deepEqual(await offers.pending(), []);
  });

  it('are none without a file and without another tool, and an error for a file that is none', async () => {
    const offers = new Offers(openWindow().vault);
    assert.deepEqual(await offers.pending(), []);
    person.settings.set('registryTokens.accountsFile', join(folder, 'missing.json'));
    await failure(offers.pending(), 'invalid-input');
  });
});
