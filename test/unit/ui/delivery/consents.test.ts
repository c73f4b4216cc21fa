import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { TokenRecord } from '../../../../src/core/token.ts';
import { issued } from '../../vault/window.ts';
import { openDesk, registryOf } from '../fakes/desk.ts';
import { person } from '../fakes/editor.ts';

const { Consents, forgetConsents } = await import('../../../../src/ui/delivery/runs/consents.ts');

const request = { command: ['make', 'push'], folder: '/work', references: {} };

async function open() {
  const { services, window } = await openDesk(registryOf({}));
  const state = window.workspace as never;
  const consents = new Consents(state, services);
  const allow = (record: TokenRecord, more: object = {}) =>
    consents.allow(record, { ...request, ...more }, ['TOKEN']);
  return { state, allow };
}

const ci = issued('a1/ci').record;

describe('the consent to give a token to commands', () => {
  beforeEach(() => person.reset());

  it('is for one token alone, and stands beside those for others', async () => {
    const { allow } = await open();
    person.plans('Give It');
    assert.equal(await allow(ci), true);
    for (const other of [{ label: 'cd' }, { subject: 'acme+cd' }, { accountId: 'a2' }]) {
      assert.equal(await allow({ ...ci, ...other }), false, JSON.stringify(other));
    }
    assert.equal(person.seen.length, 4);
    person.plans('Give It');
    assert.equal(await allow({ ...ci, label: 'cd' }), true);
    assert.equal(await allow(ci), true);
    assert.equal(person.seen.length, 5);
  });

  it('is forgotten for the account that is meant, and for none whose id begins like it', async () => {
    const { state, allow } = await open();
    const other = { ...ci, accountId: 'a10' };
    person.plans('Give It', 'Give It');
    await allow(ci);
    await allow(other);
    await forgetConsents(state, 'a1');
    assert.equal(await allow(other), true);
    assert.equal(await allow(ci), false);
  });

  it('is asked for with a command and a folder that hide nothing', async () => {
    const { allow } = await open();
    person.plans('Give It');
    const command = ['ma\u200dke', `${'x'.repeat(400)} and more`];
    await allow(ci, { command, folder: '/wo\u200drk' });
    const [question = ''] = person.seen;
    assert.match(question, /^question: Give the token ci to “ma\\u200dke”\?/);
    assert.match(question, /The command is: ma\\u200dke x{200,}…/);
    assert.match(question, /It runs in \/wo\\u200drk\./);
    assert.doesNotMatch([question, ...person.log].join(), /\u200d|and more/);
  });
});
