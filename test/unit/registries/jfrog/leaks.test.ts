import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import type { Outcome } from '../../../../src/core/outcome.ts';
import type { FormValues } from '../../../../src/registries/contract/form.ts';
import { FAULT_KINDS } from '../../../sandbox/http/faults.ts';
import { doEverything, Witness } from '../witness.ts';
import { version } from './legacy-support.ts';
import { Bench } from './support.ts';

const generations: Readonly<Record<string, { version: string; issue: FormValues }>> = {
  'a JFrog': {
    version: '7.117.0',
    issue: {
      scopes: ['user'],
      lifetime: '86400',
      options: ['refreshable', 'reference'],
      description: 'leak',
    },
  },
  'a JFrog before 7.21.1': {
    version,
    issue: { scopes: ['user'], lifetime: '86400', options: ['refreshable'] },
  },
};

/** Tokens, and not who one is: without an answer to that nothing else is asked. */
const path = /\/(?:tokens?|service_trust)(?:\/(?!me$)|$)/;

describe('secrets of JFrog', () => {
  for (const [name, { version: release, issue }] of Object.entries(generations)) {
    it(`show in nothing that the adapter says of ${name}, whatever goes wrong`, async () => {
      await using bench = await Bench.start({ jfrog: { settings: { version: release } } });
      const { world, faults } = bench.jfrog;
      const witness = new Witness();
      const pasted = world.issue({ username: 'bob', lifetime: 86_400 });
      for (const kind of [undefined, ...FAULT_KINDS]) {
        if (kind === 'slow') continue;
        const { registry, vault } = bench.window();
        const times = kind === 'huge-body' ? 2 : 12;
        if (kind !== undefined) faults.add({ kind, path, times });
        await doEverything(registry, witness, {
          verbs: ['issue', 'refresh', 'revokeValue', 'pair', 'revoke'],
          values: {
            issue,
            revokeValue: { value: new Secret(bench.jwt(pasted)) },
            pair: { useCase: 'access/mission-control' },
          },
          // Without its sign-in there would be nothing more to see; others are many.
          spares: ({ description = '', label }, verb) =>
            (verb === 'revoke' || verb === 'refresh') &&
            (description.includes('this sign-in') || !/leak|^ada /.test(label)),
          settle: (outcome: Outcome) => vault.tokens.settle(outcome),
        });
        faults.clear();
      }
      const secrets = new Set<string>();
      for (const token of world.tokens.values()) {
        for (const text of [bench.jwt(token), token.refresh, token.reference]) {
          if (text !== undefined) secrets.add(text);
        }
      }
      for (const user of world.users.values()) secrets.add(user.password);
      for (const value of bench.sandbox.recorder.authorizations()) {
        secrets.add(value.split(' ')[1] ?? value);
      }
      assert(secrets.size > 10, 'there was something to see');
      witness.hasSeenNone(secrets);
    });
  }
});
