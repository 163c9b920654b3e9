import type { OrderEvent } from '@doremi/domain';
import { perSecond, type Figure } from '../quick/figure.js';
import { alternate, median, ratioOf, type Rounds } from '../quick/rounds.js';
import { startBareStream } from './bare-stream-process.js';
import { rawCatchUp, rawReadAll } from './raw-reads.js';
import type { System } from './system.js';

const ROUNDS = 3;
const TARGETS = { board: 0.6, all: 0.4, bare: 0.7 };

/** The event types that orderBoard folds: the filter that a rebuild of it asks with. */
const ORDER_EVENTS: Readonly<Record<OrderEvent['type'], true>> = {
  OrderReceived: true,
  CookingStarted: true,
  CookingCompleted: true,
  CookingRecalled: true,
  DeliveryStarted: true,
  DeliveryCompleted: true,
  DeliveryFailed: true,
  OrderCancelled: true,
};

/** How fast the order board is rebuilt, in events folded per second. */
export const boardPerSecond = async ({ rebuilds }: System): Promise<number> => {
  const { handled, seconds } = await rebuilds.rebuild(['orderBoard']);
  return handled / seconds;
};

/** A rebuild of the order board over the bare client's catch-up on the same events. */
export const boardOverRaw = async (system: System): Promise<Figure> => {
  const raw = () => rawCatchUp(system.eventStoreUrl, Object.keys(ORDER_EVENTS));
  const rounds = await alternate(ROUNDS, () => boardPerSecond(system), raw);
  return figureOf("rebuild of orderBoard over the client's catch-up with the same filter", rounds, TARGETS.board);
};

/** All projections in one pass, over the bare client's readAll. An event counts once, however many fold it. */
export const allOverRaw = async (system: System): Promise<Figure> => {
  const names = await system.rebuilds.names();
  const all = async () => system.events / (await system.rebuilds.rebuild(names)).seconds;
  const rounds = await alternate(ROUNDS, all, () => rawReadAll(system.eventStoreUrl));
  return figureOf("all projections in one pass over the client's unfiltered readAll", rounds, TARGETS.all);
};

/** What makes the ratios void: the stand-in must not be what holds the client back. */
export const rawOverBare = async (system: System): Promise<Figure> => {
  const bare = await startBareStream(system);
  const rounds = await alternate(
    ROUNDS,
    () => rawReadAll(system.eventStoreUrl),
    () => rawReadAll(bare.url),
  );
  await bare.stop();
  return figureOf(
    'readAll of the stand-in over a server that streams the same messages, encoded',
    rounds,
    TARGETS.bare,
  );
};

export const figureOf = (what: string, rounds: Rounds<number>, target: number): Figure => {
  const ratio = ratioOf(rounds, (rate) => rate);
  return {
    what,
    ours: perSecond(median(rounds.ours)),
    baseline: perSecond(median(rounds.baseline)),
    ratio: ratio.toFixed(2),
    target: `≥ ${target}`,
    reached: ratio >= target,
  };
};
