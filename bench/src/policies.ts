import { join } from 'node:path';
import type { DomainEvent } from '@doremi/event-sourcing';
import type { CartEvent, MenuEvent, OrderEvent, PaymentEvent, StoreEvent } from '@doremi/domain';
import { namedEngines } from '@doremi/start';
import { numberOptions } from './options.js';
import { costing, type Rate } from './costs.js';
import { hearAgain } from './policies/hear-again.js';
import type { Figure } from './quick/figure.js';
import { Processes } from './quick/processes.js';
import { alternate } from './quick/rounds.js';
import { figureOfRates, toldRate } from './rates.js';
import { countOf, rawCatchUp } from './rebuild/raw-reads.js';
import { appendHistory, writeHistory } from './rebuild/write-history.js';
import { runParts } from './run-parts.js';

/**
 * `npm run bench:policies`: policies hear a history whose work is done, all of it from the first event on, beside the
 * official client's catch-up on the same events that does nothing with them. `--events 1000000` for a longer history,
 * `--rounds 3`. Read models are built before, as they are where policies hear a history again.
 */
const READY_WITHIN = 30 * 60_000;
const TARGET = 0.25;

/** Seconds: the history's carts are of long ago, and nobody is to spend the time on clearing them away. */
const NEVER = '99999999';

/** What any policy hears; each type is heard by one of them. */
const HEARD: Readonly<Record<Heards['type'], true>> = {
  MenuOffered: true,
  MenuDeleted: true,
  MenuOfferWithdrawn: true,
  StoreRegistered: true,
  MenuAddHeld: true,
  PaymentApproved: true,
  PaymentDeclined: true,
  PaymentOutcomeUnknown: true,
  CartPaid: true,
  OrderCancelled: true,
  RefundRequested: true,
  RefundFailed: true,
};
type Heards = Extract<
  MenuEvent | StoreEvent | CartEvent | PaymentEvent | OrderEvent,
  DomainEvent<
    | 'MenuOffered'
    | 'MenuDeleted'
    | 'MenuOfferWithdrawn'
    | 'StoreRegistered'
    | 'MenuAddHeld'
    | 'PaymentApproved'
    | 'PaymentDeclined'
    | 'PaymentOutcomeUnknown'
    | 'CartPaid'
    | 'OrderCancelled'
    | 'RefundRequested'
    | 'RefundFailed'
  >
>;

const { events, rounds: count } = numberOptions({ events: 300_000, rounds: 3 });
const processes = new Processes({ CART_TTL: NEVER }, READY_WITHIN);
try {
  const named = namedEngines(process.env).EVENTSTORE_URL;
  const written = named
    ? await appendHistory(named, events)
    : await writeHistory(join(processes.folder, 'eventstore'), events);
  await processes.startEngines('eventstore', 'mongo', 'redis');
  await processes.startServices('projections', 'payment-provider');
  const url = processes.engine('EVENTSTORE_URL');
  const types = Object.keys(HEARD);
  console.log(`${written} events, of which policies hear ${await countOf(url, types)}`);

  const heard = async (): Promise<Figure> => {
    const ours = async (): Promise<Rate> => {
      // The sweep settles what the history breaks off at, in the first round, which counts for nothing: there are more by then.
      const one = await hearAgain(processes, await countOf(url, types));
      console.log(`heard at ${toldRate([one])}`);
      return one;
    };
    const watched = { client: process.pid, ...processes.watched('eventstore') };
    const rounds = await alternate(count, ours, () => costing(watched, () => rawCatchUp(url, types)));
    return figureOfRates("policies that hear a history again, over the client's catch-up on the same", rounds, TARGET);
  };
  await runParts({ heard }, ['heard'], `${written} events`);
} finally {
  await processes.close();
}
process.exit();
