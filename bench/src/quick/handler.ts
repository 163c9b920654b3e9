import { metadataOf } from '@doremi/command-api';
import { connectEventStore } from '@doremi/event-store';
import { ANONYMOUS, cartStream, upcast } from '@doremi/domain';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { addPizza, cartsOn, createCart, handled, newContext, PIZZA } from './cart-commands.js';
import { costing, type Rate, type Watched } from '../costs.js';
import { figureOfRates } from '../rates.js';
import type { Figure } from './figure.js';
import { inFlight, lasting } from './in-flight.js';
import { alternate } from './rounds.js';

const COMMANDS_AT_ONCE = 64;
/** So many that no cart fills up, and that two commands for one cart are never under way together. */
const CARTS = 3_000;
const ROUND_MS = 900;
const ROUNDS = 6;
const TARGET = 0.8;

/** Adds to carts through the command handler, over plain appends of the same event by the engine's own client. */
export const handlerOverAppends = async (url: string, engine: Watched): Promise<Figure> => {
  const store = connectEventStore(url, upcast);
  const client = EventStoreDBClient.connectionString(url);
  const carts = cartsOn(store);
  // An event store that is named may have carts of an earlier run.
  const first = (Date.now() % 1_000_000_000) * CARTS;
  await inFlight(
    COMMANDS_AT_ONCE,
    (number) => number < CARTS,
    (number) => handled(carts, cartStream(first + number), createCart(first + number), true),
  );

  let adds = 0;
  const add = () => handled(carts, cartStream(first + (adds++ % CARTS)), addPizza);
  let appends = 0;
  const append = () => {
    const cartId = first + (appends++ % CARTS);
    const data = { cartId, storeId: 2002, customerId: ANONYMOUS.sub, lineId: 7, ...PIZZA };
    const metadata = { ...metadataOf(newContext(), 1) };
    return client.appendToStream(`bare-${cartId}`, jsonEvent({ type: 'MenuAddedToCart', data, metadata }));
  };
  const round = (work: () => Promise<unknown>) => (): Promise<Rate> =>
    costing({ 'this process': process.pid, ...engine }, () => inFlight(COMMANDS_AT_ONCE, lasting(ROUND_MS), work));
  const rounds = await alternate(ROUNDS, round(add), round(append));
  await Promise.all([store.close(), client.dispose()]);
  const what = `command handler in process over the client's appends, ${COMMANDS_AT_ONCE} in flight`;
  return figureOfRates(what, rounds, TARGET);
};
