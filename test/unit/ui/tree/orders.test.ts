import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item } from '../../../../src/registries/contract/item.ts';
import type { Order } from '../../../../src/registries/contract/order.ts';
import { allRows, arrange, visibleRows } from '../../../../src/ui/tree/arrange.ts';
import { Filter } from '../../../../src/ui/tree/filters.ts';
import type { ItemNode } from '../../../../src/ui/tree/node.ts';
import { Orders, sortingText } from '../../../../src/ui/tree/orders.ts';
import { Pages } from '../../../../src/ui/tree/pages.ts';
import { rememberOrder } from '../../../../src/ui/tree/remember-order.ts';
import { FakeMemento, Machine } from '../../vault/fakes.ts';
import { account as accountOf } from '../../vault/window.ts';

const account = accountOf('account');

const name: Order = {
  id: 'name',
  label: 'Name',
  ascending: 'A to Z',
  descending: 'Z to A',
  shown: { ascending: 'A to Z', descending: 'Z to A' },
  first: 'ascending',
};
const used: Order = {
  id: 'used',
  label: 'Last use',
  ascending: 'longest ago first',
  descending: 'latest first',
  shown: { ascending: 'unused longest', descending: 'last used first' },
  first: 'descending',
};
const row = (label: string, more: Partial<Item> = {}): Item => ({
  path: [label],
  type: 'token',
  label,
  hasChildren: false,
  can: [],
  within: [],
  ...more,
});
const listOf = (id: string, orders?: readonly Order[]): ItemNode => {
  const item = row('list', orders === undefined ? {} : { orders });
  return { type: 'item', id, account, item, parent: { type: 'account', id: 'account', account } };
};
const list = listOf('a', [name, used]);

describe('the orders of lists', () => {
  it('are the usual ones until a person chooses', async () => {
    const orders = new Orders(new FakeMemento(new Machine()));
    assert.equal(orders.of(list), undefined);
    await rememberOrder(orders, list, { order: used, descending: true });
    assert.deepEqual(orders.of(list), { order: used, descending: true });
    assert.equal(orders.of(listOf('b', [name, used])), undefined);
    assert.equal(orders.of(list.parent), undefined);
    await rememberOrder(orders, list, { order: used, descending: false });
    assert.equal(orders.of(list)?.descending, false);
  });

  it('are remembered for the window, and forgotten with the usual one', async () => {
    const memento = new FakeMemento(new Machine());
    const other = listOf('b', [name, used]);
    await rememberOrder(new Orders(memento), list, { order: used, descending: true });
    await rememberOrder(new Orders(memento), other, { order: name, descending: true });
    assert.equal(new Orders(memento).of(list)?.order, used);
    await rememberOrder(new Orders(memento), list, { order: name, descending: false });
    assert.equal(new Orders(memento).of(list), undefined);
    assert.equal(new Orders(memento).of(other)?.descending, true);
  });

  it('count for nothing where the list has them no more, or where nonsense is stored', async () => {
    const memento = new FakeMemento(new Machine());
    const orders = new Orders(memento);
    await rememberOrder(orders, list, { order: used, descending: true });
    assert.equal(orders.of(listOf('a')), undefined);
    assert.equal(orders.of(listOf('a', [name])), undefined);
    for (const nonsense of [7, 'used descending', null, { a: { by: 'used' } }]) {
      await memento.update('orders', nonsense);
      assert.equal(orders.of(list), undefined);
    }
  });

  it('read in few words', () => {
    assert.equal(sortingText({ order: used, descending: true }), 'last used first');
    assert.equal(sortingText({ order: name, descending: false }), 'A to Z');
  });

  it('leave what is said of the list as a whole above it', async () => {
    const rows = [
      row('a', { sortKeys: { used: 1 } }),
      row('unknown'),
      row('b', { sortKeys: { used: 2 } }),
      row('note', { type: 'note' }),
    ];
    const labels = async (descending: boolean) =>
      (await arrange(rows, { order: used, descending })).map(({ label }) => label);
    assert.deepEqual(await labels(true), ['note', 'b', 'a', 'unknown']);
    assert.deepEqual(await labels(false), ['note', 'a', 'b', 'unknown']);
  });

  it('take every row once, and keep page, filter and rest right', async () => {
    const rows = ['c', 'a', 'd', 'b'].map((label, index) =>
      row(`${label} ${index % 2}`, { sortKeys: { used: label } }),
    );
    const pages = new Pages<Item>(async function* () {
      yield await Promise.resolve(rows.slice(0, 1));
      yield rows.slice(1);
    }, 2);
    const sorting = { order: used, descending: true };
    const shown = async (filter?: Filter) => {
      const { rows: visible, rest } = await visibleRows(pages, sorting, filter);
      return [visible.map(({ label }) => label), rest];
    };
    assert.deepEqual(await shown(), [['d 0', 'c 0'], 2]);
    pages.more(2);
    assert.deepEqual(await shown(), [['d 0', 'c 0', 'b 1', 'a 1'], 0]);
    assert.deepEqual(await shown(new Filter('1')), [['b 1', 'a 1'], 0]);
    assert.equal(await allRows(pages, sorting), await allRows(pages, sorting));
    assert.deepEqual(await allRows(pages, undefined), rows);
  });
});
