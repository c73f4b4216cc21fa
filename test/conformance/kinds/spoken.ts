import assert from 'node:assert/strict';
import { it } from 'node:test';
import { neverEnds, until } from '../../../src/core/lifetime.ts';
import type { TokenRecord } from '../../../src/core/token.ts';
import type { Kind } from '../../../src/registries/contract/kind.ts';
import type { ItemNode, Node } from '../../../src/ui/tree/node.ts';
import type { RenderContext } from '../../../src/ui/tree/render-context.ts';
import { frozenClock } from '../../sandbox/clock.ts';
import { readsAloud } from '../../unit/ui/fakes/aloud.ts';
import '../../unit/ui/fakes/editor.ts';
import { FakeMemento, Machine } from '../../unit/vault/fakes.ts';
import type { StartRig } from './rig.ts';
import { allRows } from './rows.ts';

const { entryOf } = await import('../../../src/ui/actions/pick/token-entry.ts');
const { Filters } = await import('../../../src/ui/tree/filters.ts');
const { Orders } = await import('../../../src/ui/tree/orders.ts');
const { renderRow } = await import('../../../src/ui/tree/render.ts');

const clock = frozenClock(Date.UTC(2026, 7, 21, 10));
const minute = 60_000;

/** What a token may be on this machine, with what is heard of it then. */
const states: readonly {
  readonly kept?: Partial<TokenRecord>;
  readonly more?: Partial<RenderContext>;
  readonly heard: readonly RegExp[];
}[] = [
  { heard: [] },
  {
    kept: { lifetime: until(clock.now() + 5 * 24 * 60 * minute) },
    heard: [/, expires in 5 days, secret kept here/],
  },
  {
    kept: {
      issuedAt: clock.now() - 24 * 60 * minute,
      lifetime: until(clock.now() + 10 * minute),
      keepAlive: true,
    },
    heard: [/, expires in 10 minutes, near its end, kept alive/],
  },
  { kept: { lifetime: until(clock.now() - 90 * minute) }, heard: [/, expired 90 minutes ago/] },
  {
    kept: { lifetime: neverEnds, caution: 'Mind it.' },
    heard: [/, never expires, mind the warning/],
  },
  {
    kept: { lifetime: neverEnds },
    more: { isActive: () => true, servedHost: () => 'quay.io' },
    heard: [/, active token, serves quay\.io/],
  },
];

/** How rows are heard: in words, each with its name first. */
export function checkSpoken(kind: Kind, start: StartRig): void {
  it('has rows that are heard as words, in whatever state their tokens are', async () => {
    await using rig = await start();
    const { account } = rig.connection;
    const rows = await allRows((await kind.load()).open(rig.connection));
    const parent = { type: 'account', id: account.id, account } as const;
    hear(parent, {});
    for (const { item } of rows) {
      const node: ItemNode = { type: 'item', id: item.label, account, item, parent };
      for (const { kept, more = {}, heard } of item.token === undefined
        ? [{ heard: [] }]
        : states) {
        const record = item.token && kept && { ...item.token, ...kept };
        const context = { kept: () => record, ...more };
        // Of some rows the registry tells no life, and what is known here is heard below them.
        const said = [hear(node, context)].filter(() => item.lifetime !== undefined);
        if (record !== undefined) {
          said.push(
            hear({ type: 'record', id: record.id, account, record, parent: node }, context),
          );
        }
        for (const label of said) for (const words of heard) assert.match(label, words);
      }
    }
  });

  it('has tokens that are heard as words in a list to find them in', async () => {
    await using rig = await start();
    const { account } = rig.connection;
    for (const { item } of await allRows((await kind.load()).open(rig.connection))) {
      if (item.token === undefined) continue;
      const target = { record: item.token, account, item };
      const { label, description } = entryOf(target, { clock });
      readsAloud([label, description]);
    }
  });
}

/** What is heard of a row: its own words, which begin with its name. */
function hear(node: Node, more: Partial<RenderContext>): string {
  const context: RenderContext = {
    clock,
    isActive: () => false,
    kept: () => undefined,
    servedHost: () => undefined,
    placesOf: () => Promise.resolve([]),
    ...more,
  };
  const { accessibilityInformation, label } = renderRow(node, context, {
    filters: new Filters(),
    orders: new Orders(new FakeMemento(new Machine())),
  });
  const heard = accessibilityInformation?.label ?? '';
  assert.ok(typeof label === 'string');
  assert.ok(heard.startsWith(label), `${label}: ${heard}`);
  readsAloud([label, ...heard.slice(label.length).replace(/^, /, '').split(', ')].filter(Boolean));
  return heard;
}
