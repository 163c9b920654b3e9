import { cart, type Cart, type CartCommand, metadataOf } from '@doremi/command-api';
import { eventIdOf, type EventStore, fold, isRefusal, type NewEvent } from '@doremi/event-sourcing';
import { connectEventStore } from '@doremi/event-store';
import { ANONYMOUS, type CartEvent, upcast } from '@doremi/domain';
import { addPizza, cartsOn, createCart, handled, newContext } from './cart-commands.js';
import { milliseconds, type Figure } from './figure.js';
import { inFlight } from './in-flight.js';
import { alternate, median, ratioOf } from './rounds.js';

const LONG = { events: 1_000, streams: 64, name: 'long' };
const SHORT = { events: 10, streams: 640, name: 'short' };
const COMMANDS_AT_ONCE = 16;
/** Few per round, so that the streams are about as long at the end as they were at the beginning. */
const COMMANDS = 128;
const ROUNDS = 15;
const COLD = { commands: 32, rounds: 3 };
const TARGET = 1.5;

type Length = typeof LONG;

/** What a command costs on carts with a long history over carts with a short one. */
export const longOverShortStreams = async (url: string): Promise<Figure[]> => {
  const store = connectEventStore(url, upcast);
  for (const length of [LONG, SHORT]) await writeStreams(store, length);
  const cached = [LONG, SHORT].map((length) => {
    const carts = cartsOn(store);
    let commands = 0;
    return { length, add: () => handled(carts, streamOf(length, commands++ % length.streams), addPizza) };
  });
  // Once over all of them, so that none has to be read while the clock runs.
  for (const { length, add } of cached) await inFlight(COMMANDS_AT_ONCE, (number) => number < length.streams, add);
  const [long, short] = cached.map(
    ({ add }) =>
      async () =>
        1_000 / (await inFlight(COMMANDS_AT_ONCE, (number) => number < COMMANDS, add)).perSecond,
  );
  const [coldLong, coldShort] = [LONG, SHORT].map((length) => async () => {
    const carts = cartsOn(store);
    const add = (number: number) => handled(carts, streamOf(length, number), addPizza);
    return 1_000 / (await inFlight(COMMANDS_AT_ONCE, (number) => number < COLD.commands, add)).perSecond;
  });
  if (!long || !short || !coldLong || !coldShort) throw new Error('two lengths are compared');
  const figures = [
    figureOf('cached', await alternate(ROUNDS, long, short), TARGET),
    figureOf('not cached: read first', await alternate(COLD.rounds, coldLong, coldShort)),
  ];
  await store.close();
  return figures;
};

const streamOf = ({ name }: Length, number: number): string => `cart-${name}${number}`;

const figureOf = (how: string, rounds: Awaited<ReturnType<typeof alternate<number>>>, target?: number): Figure => {
  const ratio = ratioOf(rounds, (time) => time);
  return {
    what: `cost of a command at ${LONG.events} events over ${SHORT.events}, ${how}`,
    ours: milliseconds(median(rounds.ours)),
    baseline: milliseconds(median(rounds.baseline)),
    ratio: ratio.toFixed(2),
    target: target === undefined ? '' : `≤ ${target}`,
    reached: target === undefined ? null : ratio <= target,
  };
};

/** Carts that were changed often: a line is added and removed, again and again. */
const writeStreams = async (store: EventStore, length: Length): Promise<void> => {
  await inFlight(
    8,
    (number) => number < length.streams,
    (number) => store.append(streamOf(length, number), -1, history(number, length.events)),
  );
};

const history = (cartId: number, events: number): NewEvent[] => {
  const written: CartEvent[] = [];
  let state: Cart = cart.initial;
  while (written.length < events) {
    const command = commandFor(cartId, state);
    const decision = cart.decide(command, state);
    if (isRefusal(decision)) throw new Error(decision.refused);
    written.push(...decision);
    state = fold(cart, decision, state);
  }
  return written.map((event) => {
    const context = newContext();
    return { id: eventIdOf(context.commandId, 0), event, metadata: metadataOf(context, 1) };
  });
};

const commandFor = (cartId: number, { status, lines, lastLineId }: Cart): CartCommand => {
  if (status === 'NONE') return createCart(cartId);
  return lines.length > 0 ? { type: 'RemoveLine', by: ANONYMOUS, lineId: lastLineId } : addPizza;
};
