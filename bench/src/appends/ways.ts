import { metadataOf } from '@doremi/command-api';
import { connectEventStore } from '@doremi/event-store';
import { ANONYMOUS, cartStream, upcast } from '@doremi/domain';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { addPizza, cartsOn, createCart, handled, newContext, PIZZA } from '../quick/cart-commands.js';
import { inFlight } from '../quick/in-flight.js';
import type { Way } from './cpu.js';

/** So many that no cart fills up, and that two commands for one cart are never under way together. */
const CARTS = 5_000;

/** Credentials of a call are what makes the official client append without a batch; an insecure server looks at none. */
const CREDENTIALS = { username: 'nobody', password: 'nothing' };

/** The same event through the command handler, the adapter alone, and the official client in both its ways. */
export const waysTo = async (url: string): Promise<{ ways: Way[]; close: () => Promise<unknown> }> => {
  const store = connectEventStore(url, upcast);
  const client = EventStoreDBClient.connectionString(url);
  const carts = cartsOn(store);
  const run = Date.now() % 1_000_000_000;
  const streamOf = (number: number): string => cartStream(run * CARTS + (number % CARTS));
  await inFlight(
    16,
    (number) => number < CARTS,
    (number) => handled(carts, streamOf(number), createCart(number), true),
  );

  let adds = 0;
  let appends = 0;
  const added = (cartId: number) => {
    const context = newContext();
    const data = { cartId, storeId: 2002, customerId: ANONYMOUS.sub, lineId: 7, ...PIZZA };
    return { id: context.commandId, type: 'MenuAddedToCart', data, metadata: metadataOf(context, 1) };
  };
  const official = (credentials?: typeof CREDENTIALS) => () => {
    const { metadata, ...event } = added(appends++);
    const proposed = jsonEvent({ ...event, metadata: { ...metadata } });
    return client.appendToStream(`bare-${run}-${appends % CARTS}`, proposed, { ...(credentials && { credentials }) });
  };
  const ways: Way[] = [
    { name: 'a command through the handler', work: () => handled(carts, streamOf(adds++), addPizza) },
    {
      name: 'an append through the adapter',
      work: () => {
        const { id, metadata, ...event } = added(appends++);
        return store.append(`ours-${run}-${appends}`, -1, [{ id, event, metadata }]);
      },
    },
    { name: 'appendToStream of the official client (BatchAppend)', work: official(), isBaseline: true },
    { name: 'the same with credentials (Append)', work: official(CREDENTIALS) },
  ];
  return { ways, close: () => Promise.all([store.close(), client.dispose()]) };
};
