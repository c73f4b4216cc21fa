import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Item } from '../../../../src/registries/item.ts';
import type { Order } from '../../../../src/registries/order.ts';
import { arrange } from '../../../../src/ui/tree/arrange.ts';
import { Orders, sortingText } from '../../../../src/ui/tree/orders.ts';
import { FakeMemento, Machine } from '../../vault/fakes.ts';

const name: Order = {
  id: 'name',
  label: 'name',
  ascending: 'A to Z',
  descending: 'Z to A',
  first: 'ascending',
};
const used: Order = {
  id: 'used',
  label: 'last use',
  ascending: 'longest ago first',
  descending: 'latest first',
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
const list = row('list', { orders: [name, used] });

describe('the orders of lists', () => {
  it('are the usual ones until a person chooses', async () => {
    const orders = new Orders(new FakeMemento(new Machine()));
    assert.equal(orders.get('a', list), undefined);
    await orders.set('a', list, { order: used, descending: true });
    assert.deepEqual(orders.get('a', list), { order: used, descending: true });
    assert.equal(orders.get('b', list), undefined);
    await orders.set('a', list, { order: used, descending: false });
    assert.equal(orders.get('a', list)?.descending, false);
  });

  it('are remembered for the window, and forgotten with the usual one', async () => {
    const memento = new FakeMemento(new Machine());
    await new Orders(memento).set('a', list, { order: used, descending: true });
    await new Orders(memento).set('b', list, { order: name, descending: true });
    assert.equal(new Orders(memento).get('a', list)?.order, used);
    await new Orders(memento).set('a', list, { order: name, descending: false });
    assert.equal(new Orders(memento).get('a', list), undefined);
    assert.equal(new Orders(memento).get('b', list)?.descending, true);
  });

  it('count for nothing where the list has them no more, or where nonsense is stored', async () => {
    const memento = new FakeMemento(new Machine());
    const orders = new Orders(memento);
    await orders.set('a', list, { order: used, descending: true });
    assert.equal(orders.get('a', row('bare')), undefined);
    assert.equal(orders.get('a', row('other', { orders: [name] })), undefined);
    for (const nonsense of [7, 'used descending', null, { a: { by: 'used' } }]) {
      await memento.update('orders', nonsense);
      assert.equal(orders.get('a', list), undefined);
    }
  });

  it('read in few words', () => {
    assert.equal(sortingText({ order: used, descending: true }), 'by last use, latest first');
    assert.equal(sortingText({ order: name, descending: false }), 'by name, A to Z');
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
});
