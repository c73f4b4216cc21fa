import { isObject } from '../../core/is-object.ts';
import type { Order } from '../../registries/contract/order.ts';
import type { Memento } from '../../vault/stores.ts';
import type { Node } from './node.ts';

/** An order in one of its directions. */
export interface Sorting {
  readonly order: Order;
  readonly descending: boolean;
}

/** Where the orders are stored that a person chose: an id and a direction, by the id of the row. */
export const ordersKey = 'orders';

/** The orders that lists are shown in, as far as they are not the usual ones. */
export class Orders {
  readonly memento: Memento;

  /** @param memento of the window's workspace: other windows may show other orders */
  constructor(memento: Memento) {
    this.memento = memento;
  }

  /** The order of the rows below a row, where the person chose one that the list has. */
  of(node: Node): Sorting | undefined {
    if (node.type !== 'item') return undefined;
    const stored = this.memento.get(ordersKey);
    const [by, direction] = String(isObject(stored) ? stored[node.id] : '').split(' ');
    const order = node.item.orders?.find(({ id }) => id === by);
    return order && { order, descending: direction === 'descending' };
  }
}

/** An order in few words, beside the row whose list it is of: `unused longest`. */
export const sortingText = ({ order: { shown }, descending }: Sorting): string =>
  descending ? shown.descending : shown.ascending;
