import { type EventStore, isRefusal } from '@doremi/event-sourcing';
import { cartStream } from '@doremi/domain';
import { aggregatesOn } from '../../aggregates.js';
import { add, create, order } from '../../cart/testing/cart.samples.js';
import type { CommandContext } from '../../command-handler/command-context.js';
import { once } from '../../command-handler/testing/counter.js';

const by = { sub: 'alice', roles: ['customer'] } as const;

/** Carts that are ordered and wait to be checked out, each with an id of its own. */
export const orderedCarts = (store: () => EventStore) => {
  let last = 0;

  const handle = async (cartId: number, command: object): Promise<void> => {
    const { carts } = aggregatesOn(store());
    const outcome = await carts.handle(cartStream(cartId), command as Parameters<typeof carts.handle>[1], once());
    if (isRefusal(outcome)) throw new Error(outcome.refused);
  };

  /** Orders the cart (again), as its customer does. */
  const reorder = async (cartId: number, amount: number): Promise<void> => {
    const { state } = await aggregatesOn(store()).carts.load(cartStream(cartId));
    await handle(cartId, {
      ...order,
      by,
      attempt: state.attempt + 1,
      menus: { 1: { revision: 1, price: amount, optionGroups: [], soldOut: [] } },
    });
  };

  /** A new cart over this amount, in minor units. */
  const ordered = async (amount: number): Promise<number> => {
    const cartId = ++last;
    await handle(cartId, { ...create, cartId });
    await handle(cartId, { ...add, by, quantity: 1, unitPrice: amount });
    await reorder(cartId, amount);
    return cartId;
  };

  return { ordered, reorder };
};

/** The context of a request that orders. */
export const ordering = (): CommandContext => once();
