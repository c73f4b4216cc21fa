import assert from 'node:assert/strict';
import { it } from 'node:test';
import type { IssuedToken } from '../../../src/core/token.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import type { Registry } from '../../../src/registries/contract/registry.ts';
import { Witness } from '../../unit/registries/witness.ts';
import type { StartRig } from './rig.ts';
import { allRows } from './rows.ts';
import { OutsideText } from '../../../src/core/outside-text.ts';

const never = new AbortController().signal;

/** Looks at every row, and at what is said of a token. */
export async function seeAll(
  registry: Registry,
  issued: IssuedToken | undefined,
  witness: Witness,
): Promise<void> {
  if (issued !== undefined) {
    await witness.watch(registry.verify(issued.record, issued.secrets, never));
    witness.see(registry.about?.(issued.record));
    witness.see(registry.copyForms(issued.record));
  }
  for (const { item } of await allRows(registry)) {
    witness.see(item);
    await witness.watch(registry.details(item, never));
  }
}

/** Fails when one of the secrets was seen. */
export function sawNone({ seen }: Witness, secrets: Iterable<string | undefined>): void {
  const planted = [...secrets].filter((secret) => secret !== undefined && secret !== '');
  assert.ok(planted.length > 0 && seen.length > 0);
  const text = seen.join('\n');
  for (const secret of planted) assert.ok(!text.includes(secret ?? ''), secret?.slice(0, 6));
}

/** A server that answers with what it was signed in to with is quoted nowhere. */
export function checkSecrets(kind: Kind, start: StartRig): void {
  it('quotes no server that answers with what it was sent', async () => {
    await using rig = await start();
    const witness = new Witness();
    const adapter = await kind.load();
    const sent = Object.values(await rig.connection.signIn()).map((secret) => secret.reveal());
    // A kind without a sign-in of its own sends none.
    const secrets = sent.length > 0 ? sent : [...rig.secrets()];
    const body = new OutsideText(JSON.stringify({ error: secrets, message: secrets.join(' ') }));
    for (const status of [200, 400, 401, 403, 404, 500]) {
      const headers = new Map([['content-type', 'application/json']]);
      const http = {
        send: ({ url }: { readonly url: string }) =>
          Promise.resolve({ status, headers, body, url }),
      };
      const connection = { ...rig.connection, http };
      await witness.watch(adapter.connect(connection, never));
      await witness.watch(allRows(adapter.open(connection)));
    }
    sawNone(witness, secrets);
  });
}
