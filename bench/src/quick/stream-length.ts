import { randomUUID } from 'node:crypto';
import { cart, type Cart, type CartCommand, metadataOf } from '@doremi/command-api';
import { eventIdOf, fold, isRefusal, type NewEvent } from '@doremi/event-sourcing';
import { connectEventStore } from '@doremi/event-store';
import { ANONYMOUS, type CartEvent, upcast } from '@doremi/domain';
import { addPizza, cartsOn, createCart, handled, newContext } from './cart-commands.js';
import { withCpuOf } from './cpu-time.js';
import { milliseconds, type Figure } from './figure.js';
import { type Done, inFlight } from './in-flight.js';
import { alternate, median, ratioOf, ratiosOf, spreadOf, type Rounds } from './rounds.js';

const LONGEST = { events: 10_000, streams: 8, name: 'longest' };
const LONG = { events: 1_000, streams: 64, name: 'long' };
const SHORT = { events: 10, streams: 640, name: 'short' };
/** As many as there are uncached commands, so that none of them gets longer by its turn. */
const SHORT_AND_NEW = { events: SHORT.events, streams: 1_152, name: 'new' };
const COMMANDS_AT_ONCE = 16;
/** Few per round, so that the streams are about as long at the end as they were at the beginning. */
const CACHED = { commands: 128, rounds: 15, target: 1.5 };
/** One command a stream. */
const UNCACHED = [
  { length: LONG, commands: LONG.streams, rounds: 15, target: 3 },
  { length: LONGEST, commands: LONGEST.streams, rounds: 15, target: 5 },
] as const;
const EVENTS_AN_APPEND = 1_000;
/** An event store that is named may have those of another run. */
const RUN = randomUUID().slice(0, 8);

type Length = typeof LONG;
type Store = Parameters<typeof cartsOn>[0];
type Measured = Done & { readonly cpuMicroseconds: number };

/** What a command costs on carts with a long history over carts with a short one. */
export const longOverShortStreams = async (url: string): Promise<Figure[]> => {
  const store = connectEventStore(url, upcast);
  for (const length of [LONGEST, LONG, SHORT, SHORT_AND_NEW]) await writeStreams(store, length);
  const figures = [await cachedFigure(store)];
  let news = 0;
  for (const { length, commands, rounds, target } of UNCACHED) {
    const uncached = (stream: (number: number) => string) => () => {
      const carts = cartsOn(store);
      return measured(commands, (number) => handled(carts, stream(number), addPizza));
    };
    const long = uncached((number) => streamOf(length, number));
    const short = uncached(() => streamOf(SHORT_AND_NEW, news++));
    // Whoever reads a long stream first keeps its state beside it. One at a time: a call may take 7 s.
    for (let number = 0; number < commands; number++) await cartsOn(store).load(streamOf(length, number));
    figures.push(figureOf(length, 'not cached', await alternate(rounds, long, short), target));
  }
  await store.close();
  return figures;
};

const cachedFigure = async (store: Store): Promise<Figure> => {
  const [long, short] = [LONG, SHORT].map((length) => {
    const carts = cartsOn(store);
    let commands = 0;
    return { length, add: () => handled(carts, streamOf(length, commands++ % length.streams), addPizza) };
  });
  if (!long || !short) throw new Error('two lengths are compared');
  // Once over all of them, so that none has to be read while the clock runs.
  for (const { length, add } of [long, short])
    await inFlight(COMMANDS_AT_ONCE, (number) => number < length.streams, add);
  const rounds = await alternate(
    CACHED.rounds,
    () => measured(CACHED.commands, long.add),
    () => measured(CACHED.commands, short.add),
  );
  return figureOf(LONG, 'cached', rounds, CACHED.target);
};

const measured = (commands: number, add: (number: number) => Promise<unknown>): Promise<Measured> =>
  withCpuOf(process.pid, () => inFlight(COMMANDS_AT_ONCE, (number) => number < commands, add));

const streamOf = ({ name }: Length, number: number): string => `cart-${RUN}${name}${number}`;

const figureOf = ({ events }: Length, how: string, rounds: Rounds<Measured>, target: number): Figure => {
  const ratio = ratioOf(rounds, timeOf);
  return {
    what: `cost of a command at ${events} events over ${SHORT.events}, ${how}`,
    ours: costOf(rounds.ours),
    baseline: costOf(rounds.baseline),
    ratio: `${ratio.toFixed(2)} (CPU ${ratioOf(rounds, ({ cpuMicroseconds }) => cpuMicroseconds).toFixed(2)})`,
    spread: spreadOf(ratiosOf(rounds, timeOf)),
    target: `≤ ${target}`,
    reached: ratio <= target,
  };
};

const timeOf = ({ perSecond }: Done): number => 1_000 / perSecond;

const costOf = (rounds: readonly Measured[]): string => {
  const cpu = median(rounds.map(({ cpuMicroseconds }) => cpuMicroseconds));
  return `${milliseconds(median(rounds.map(timeOf)))} (CPU ${milliseconds(cpu / 1_000)})`;
};

/** Carts that were changed often: a line is added and removed, again and again. */
const writeStreams = async (store: Store, length: Length): Promise<void> => {
  await inFlight(
    8,
    (number) => number < length.streams,
    async (number) => {
      const events = history(number, length.events);
      for (let from = 0; from < events.length; from += EVENTS_AN_APPEND)
        await store.append(streamOf(length, number), from - 1, events.slice(from, from + EVENTS_AN_APPEND));
    },
  );
};

const history = (cartId: number, events: number): NewEvent[] => {
  const written: CartEvent[] = [];
  let state: Cart = cart.initial;
  while (written.length < events) {
    const command = commandFor(cartId, state);
    const decision = cart.decide(command, state);
    if (isRefusal(decision)) throw new Error(decision.refused);
    state = fold(cart, decision, state, written.length);
    written.push(...decision);
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
