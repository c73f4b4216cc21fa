import { t } from '../../core/l10n.ts';
import type { Item } from '../../registries/item.ts';
import type { Order } from '../../registries/order.ts';
import { isObject } from '../../vault/shapes.ts';
import type { Memento } from '../../vault/stores.ts';

/** An order in one of its directions. */
export interface Sorting {
  readonly order: Order;
  readonly descending: boolean;
}

const memory = 'orders';

/** The orders that lists are shown in, by the row above them; remembered for this window. */
export class Orders {
  readonly #memento: Memento;

  constructor(memento: Memento) {
    this.#memento = memento;
  }

  /** The order a list is shown in, where the person chose another than the usual one. */
  get(id: string, { orders = [] }: Item): Sorting | undefined {
    const [by, direction] = String(this.#all()[id]).split(' ');
    const order = orders.find((candidate) => candidate.id === by);
    return order && { order, descending: direction === 'descending' };
  }

  /** Remembers an order; the usual one, which the rows come in, need not be. */
  async set(id: string, { orders = [] }: Item, { order, descending }: Sorting): Promise<void> {
    const direction = descending ? 'descending' : 'ascending';
    const isUsual = order === orders[0] && direction === order.first;
    const chosen = isUsual ? undefined : `${order.id} ${direction}`;
    await this.#memento.update(memory, { ...this.#all(), [id]: chosen });
  }

  #all(): Readonly<Record<string, unknown>> {
    const stored = this.#memento.get(memory);
    return isObject(stored) ? stored : {};
  }
}

/** An order in few words: `by last use, latest first`. */
export const sortingText = ({ order, descending }: Sorting): string =>
  t('by {0}, {1}', order.label, descending ? order.descending : order.ascending);
