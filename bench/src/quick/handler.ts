import { metadataOf } from '@doremi/command-api';
import { connectEventStore } from '@doremi/event-store';
import { ANONYMOUS, cartStream, upcast } from '@doremi/domain';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { addPizza, cartsOn, createCart, handled, newContext, PIZZA } from './cart-commands.js';
import { perSecond, type Figure } from './figure.js';
import { inFlight, lasting } from './in-flight.js';
import { alternate, median, ratioOf } from './rounds.js';

const COMMANDS_AT_ONCE = 64;
/** So many that no cart fills up, and that two commands for one cart are never under way together. */
const CARTS = 3_000;
const ROUND_MS = 900;
const ROUNDS = 6;
const TARGET = 0.8;

/** Adds to carts through the command handler, over plain appends of the same event by the engine's own client. */
export const handlerOverAppends = async (url: string): Promise<Figure> => {
  const store = connectEventStore(url, upcast);
  const client = EventStoreDBClient.connectionString(url);
  const carts = cartsOn(store);
  await inFlight(
    COMMANDS_AT_ONCE,
    (number) => number < CARTS,
    (number) => handled(carts, cartStream(number), createCart(number), true),
  );

  let adds = 0;
  const add = () => handled(carts, cartStream(adds++ % CARTS), addPizza);
  let appends = 0;
  const append = () => {
    const cartId = appends++ % CARTS;
    const data = { cartId, storeId: 2002, customerId: ANONYMOUS.sub, lineId: 7, ...PIZZA };
    const metadata = { ...metadataOf(newContext(), 1) };
    return client.appendToStream(`bare-${cartId}`, jsonEvent({ type: 'MenuAddedToCart', data, metadata }));
  };
  const rounds = await alternate(
    ROUNDS,
    () => inFlight(COMMANDS_AT_ONCE, lasting(ROUND_MS), add),
    () => inFlight(COMMANDS_AT_ONCE, lasting(ROUND_MS), append),
  );
  await Promise.all([store.close(), client.dispose()]);
  const ratio = ratioOf(rounds, (round) => round.perSecond);
  return {
    what: `command handler in process over the client's appends, ${COMMANDS_AT_ONCE} in flight`,
    ours: perSecond(median(rounds.ours.map((round) => round.perSecond))),
    baseline: perSecond(median(rounds.baseline.map((round) => round.perSecond))),
    ratio: ratio.toFixed(2),
    target: `≥ ${TARGET}`,
    reached: ratio >= TARGET,
  };
};
