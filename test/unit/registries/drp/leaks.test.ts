import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FAULT_KINDS } from '../../../sandbox/http/faults.ts';
import { doEverything, Witness } from '../witness.ts';
import { Bench } from './support.ts';

describe('secrets of Digital Rebar', () => {
  it('show in nothing that the adapter says, whatever goes wrong', async () => {
    await using bench = await Bench.start();
    const { world, faults } = bench.drp;
    const witness = new Witness();
    const secrets = new Set<string>();
    for (const kind of [undefined, ...FAULT_KINDS]) {
      if (kind === 'slow') continue;
      if (kind !== undefined) {
        faults.add({ kind, path: /\/users\//, times: kind === 'huge-body' ? 2 : 12 });
      }
      await doEverything(bench.registry(), witness, {
        verbs: ['issue', 'revoke'],
        values: { issue: { lifetime: '3600', rights: 'everything' } },
      });
      for (const user of world.users.values()) {
        secrets.add(user.password);
        secrets.add(user.secret);
      }
      faults.clear();
    }
    for (const text of world.tokens.keys()) secrets.add(text);
    for (const value of bench.recorder.authorizations()) {
      secrets.add(value.split(' ')[1] ?? value);
    }
    assert(secrets.size > 10, 'there was something to see');
    witness.hasSeenNone(secrets);
  });
});
