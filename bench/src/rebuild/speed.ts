import type { OrderEvent } from '@doremi/domain';
import { costing, type Rate } from '../costs.js';
import type { Figure } from '../quick/figure.js';
import { alternate } from '../quick/rounds.js';
import { figureOfRates } from '../rates.js';
import { startBareStream } from './bare-stream-process.js';
import { rawCatchUp, rawReadAll, type RawRead } from './raw-reads.js';
import type { System } from './system.js';

const ROUNDS = 3;
const TARGETS = { board: 0.7, all: 0.4, bare: 0.7 };

/** The event types that orderBoard folds: the filter that a rebuild of it asks with. */
const ORDER_EVENTS: Readonly<Record<OrderEvent['type'], true>> = {
  OrderReceived: true,
  OrderAccepted: true,
  CookingStarted: true,
  CookingCompleted: true,
  CookingRecalled: true,
  DeliveryStarted: true,
  DeliveryCompleted: true,
  DeliveryFailed: true,
  OrderCancelled: true,
};

/** How fast the order board is rebuilt, in events folded per second. */
export const rebuildBoard = ({ rebuilds, processes }: System): Promise<Rate> =>
  costing(processes.watched('projections', 'eventstore', 'mongo'), async () => {
    const { handled, seconds } = await rebuilds.rebuild(['orderBoard']);
    return { count: handled, perSecond: handled / seconds };
  });

/** How fast all read models are rebuilt in one pass. An event counts once, however many fold it. */
const rebuildAll = async ({ rebuilds, processes, events }: System): Promise<Rate> => {
  const names = await rebuilds.names();
  return costing(processes.watched('projections', 'eventstore', 'mongo'), async () => {
    const { seconds } = await rebuilds.rebuild(names);
    return { count: events, perSecond: events / seconds };
  });
};

/** A read by the bare client, in this process. */
const rawRate = ({ processes }: System, read: () => Promise<RawRead>): Promise<Rate> =>
  costing({ client: process.pid, ...processes.watched('eventstore') }, read);

/** A rebuild of the order board over the bare client's catch-up on the same events. */
export const boardOverRaw = async (system: System): Promise<Figure> => {
  const raw = () => rawRate(system, () => rawCatchUp(system.eventStoreUrl, Object.keys(ORDER_EVENTS)));
  const rounds = await alternate(ROUNDS, () => rebuildBoard(system), raw);
  return figureOfRates(
    "rebuild of orderBoard over the client's catch-up with the same filter, both warm",
    rounds,
    TARGETS.board,
  );
};

/** All projections in one pass, over the bare client's readAll. */
export const allOverRaw = async (system: System): Promise<Figure> => {
  const raw = () => rawRate(system, () => rawReadAll(system.eventStoreUrl));
  const rounds = await alternate(ROUNDS, () => rebuildAll(system), raw);
  return figureOfRates(
    "all projections in one pass over the client's unfiltered readAll, both warm",
    rounds,
    TARGETS.all,
  );
};

/** What makes the ratios void: the event store must not be what holds the client back. */
export const rawOverBare = async (system: System): Promise<Figure> => {
  const bare = await startBareStream(system);
  const read = () => rawRate(system, () => rawReadAll(system.eventStoreUrl));
  const watched = { client: process.pid, 'bare server': bare.pid };
  const rounds = await alternate(ROUNDS, read, () => costing(watched, () => rawReadAll(bare.url)));
  await bare.stop();
  return figureOfRates(
    'readAll of the event store over a server that streams the same messages, encoded',
    rounds,
    TARGETS.bare,
  );
};
