import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { describe, it } from 'node:test';
import { RegistryError } from '../../../../src/core/errors.ts';
import { Secret } from '../../../../src/core/secret.ts';
import type { FormValues } from '../../../../src/registries/form.ts';
import type { Item } from '../../../../src/registries/item.ts';
import type { OperationVerb } from '../../../../src/registries/operation.ts';
import { FAULT_KINDS } from '../../../sandbox/http/faults.ts';
import { FEDERATED_SUBJECT } from '../../../sandbox/sandbox.ts';
import { Bench, never } from './support.ts';
import { collect } from '../collect.ts';

/** Whatever a person or a log could get to see of the adapter's work. */
class Witness {
  readonly seen: string[] = [];

  see(value: unknown): void {
    this.seen.push(inspect(value, { depth: 12, showHidden: true, maxStringLength: Infinity }));
    if (value !== undefined) this.seen.push(JSON.stringify(value));
  }

  /** What came, or the error instead of it, with its whole chain of causes. */
  async watch<T>(work: Promise<T>): Promise<T | undefined> {
    try {
      const value = await work;
      this.see(value);
      return value;
    } catch (error) {
      assert(error instanceof RegistryError, inspect(error));
      for (let at: unknown = error; at instanceof Error; at = at.cause) {
        this.see([at.message, at.stack]);
      }
      this.see(error);
      if (error.look !== undefined) await this.watch(error.look(never));
      return undefined;
    }
  }
}

/** Visits every row, asks for everything of it and does everything with it. */
async function doEverything(bench: Bench, witness: Witness): Promise<void> {
  const registry = bench.registry();
  const identity = new Secret(await bench.sandbox.oidc.mint({ sub: FEDERATED_SUBJECT }));
  const values: Partial<Record<OperationVerb, FormValues>> = {
    createRobot: { name: `r${bench.quay.world.robots.size}`, description: 'x' },
    issue: { title: 'leak' },
    addIssuer: { issuer: 'https://idp.example.test', subject: `subject ${witness.seen.length}` },
    exchange: { identity },
  };
  const visit = async (item: Item): Promise<void> => {
    await witness.watch(registry.details(item, never));
    const issued = await witness.watch(registry.fetch(item, never));
    if (issued !== undefined) {
      await witness.watch(registry.verify(issued.record, issued.secrets, never));
      for (const form of registry.copyForms(issued.record)) {
        witness.see(form);
        if (!form.containsSecret) witness.see(form.build(issued.secrets));
      }
    }
    if (item.hasChildren) {
      for (const child of (await witness.watch(collect(registry.children(item, never)))) ?? []) {
        await visit(child);
      }
    }
    const verbs: readonly OperationVerb[] = [
      'createRobot',
      'addIssuer',
      'exchange',
      'regenerate',
      'removeIssuer',
      'issue',
      'revoke',
      'delete',
    ];
    for (const verb of verbs.filter((name) => item.can.includes(name))) {
      const operation = registry.operations[verb];
      witness.see(operation?.consequence?.(item, values[verb] ?? {}));
      await witness.watch(Promise.resolve(operation?.form?.(item, never)));
      await witness.watch(
        operation?.run(item, values[verb] ?? {}, never) ?? Promise.resolve(undefined),
      );
    }
  };
  const roots = (await witness.watch(collect(registry.roots(never)))) ?? [];
  for (const item of roots) await visit(item);
}

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
      await doEverything(bench, witness);
      keepSecrets();
      bench.quay.faults.clear();
    }
    for (const value of bench.sandbox.recorder.authorizations()) {
      secrets.add(value.split(' ')[1] ?? value);
    }
    const text = witness.seen.join('\n');
    assert(text.length > 100_000, 'something was seen');
    assert(secrets.size > 20, 'there was something to see');
    assert(text.includes('‹secret›'));
    for (const secret of secrets) assert(!text.includes(secret), secret.slice(0, 6));
    assert(!/\beyJ[\w-]+\.[\w-]+\.[\w-]+/.test(text));
  });
});
