import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { Secret } from '../../../src/core/secret.ts';
import { Machine } from './fakes.ts';
import { account, issued, openWindow, signIn } from './window.ts';

describe('secrets', () => {
  it('never stand in plain storage, in an event or in an error', async () => {
    const machine = new Machine();
    const { vault, memento, workspace, events, secrets } = openWindow(machine);
    const planted = ['Zq1', 'Zq2', 'Zq3', 'Zq4', 'Zq5'].map((mark) => mark.repeat(20));
    const [api = '', token = '', refresh = '', reference = '', lost = ''] = planted;
    const seen: string[] = [];
    const look = (): void => {
      seen.push(
        machine.plain,
        JSON.stringify(workspace),
        inspect(vault, { depth: 9 }),
        inspect(events),
      );
    };

    await vault.addAccount(account('a'), signIn(api));
    look();
    const held = issued('a/x');
    await vault.tokens.keep({
      // Members that do not belong to a record, as a careless spread would bring them.
      record: Object.assign({ ...held.record }, { secret: token, secrets: { token } }),
      secrets: {
        token: new Secret(token),
        refresh: new Secret(refresh),
        reference: new Secret(reference),
      },
    });
    await vault.active.set('a/x');
    look();
    secrets.fails = 'store';
    await vault.tokens.keep(issued('a/lost', lost)).catch((error: unknown) => {
      seen.push(inspect(error, { depth: 9 }));
    });
    secrets.fails = undefined;
    seen.push(
      inspect(await vault.tokens.secrets('a/x')),
      JSON.stringify(await vault.signIns.get(account('a'))),
    );
    await vault.refresh();
    look();
    await vault.forgetAll();
    look();

    const everything = seen.join('\n');
    for (const secret of planted) assert.ok(!everything.includes(secret), secret.slice(0, 3));
    // The search can find: three of them did go through the secret store.
    const stored = [...machine.everSecret].join('\n');
    for (const secret of planted.slice(0, 4)) assert.ok(stored.includes(secret));
    assert.ok(memento.calls.length > 0);
  });
});
