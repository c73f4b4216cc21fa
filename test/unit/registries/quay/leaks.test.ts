import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Secret } from '../../../../src/core/secret.ts';
import { FAULT_KINDS } from '../../../sandbox/http/faults.ts';
import { FEDERATED_SUBJECT } from '../../../sandbox/sandbox.ts';
import { doEverything, Witness } from '../witness.ts';
import { Bench } from './support.ts';

const verbs = [
  'createRobot',
  'addIssuer',
  'exchange',
  'regenerate',
  'removeIssuer',
  'issue',
  'revoke',
  'delete',
] as const;

describe('secrets', () => {
  it('show in nothing that the adapter says, whatever goes wrong', async () => {
    await using bench = await Bench.start();
    const { world } = bench.quay;
    const secrets = new Set<string>();
    const keepSecrets = () => {
      for (const robot of world.robots.values()) secrets.add(robot.token);
      for (const token of world.appTokens.values()) secrets.add(token.code);
      for (const token of world.apiTokens.values()) secrets.add(token.secret);
    };
    const witness = new Witness();
    keepSecrets();
    for (const kind of [undefined, ...FAULT_KINDS]) {
      if (kind === 'slow') continue;
      if (kind !== undefined) {
        bench.quay.faults.add({
          kind,
          path: /\/(robots|apptoken|v2|oauth2)(\/|$)/,
          times: kind === 'huge-body' ? 2 : 20,
        });
      }
      const identity = new Secret(await bench.sandbox.oidc.mint({ sub: FEDERATED_SUBJECT }));
      await doEverything(bench.registry(), witness, {
        verbs,
        values: {
          createRobot: { name: `r${world.robots.size}`, description: 'x' },
          issue: { title: 'leak' },
          addIssuer: {
            issuer: 'https://idp.example.test',
            subject: `subject ${witness.seen.length}`,
          },
          exchange: { identity },
        },
      });
      keepSecrets();
      bench.quay.faults.clear();
    }
    for (const value of bench.sandbox.recorder.authorizations()) {
      secrets.add(value.split(' ')[1] ?? value);
    }
    assert(secrets.size > 20, 'there was something to see');
    witness.hasSeenNone(secrets);
  });
});
