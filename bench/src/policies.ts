import { join } from 'node:path';
import type { DomainEvent } from '@doremi/event-sourcing';
import type { CartEvent, MenuEvent, OrderEvent, PaymentEvent, StoreEvent } from '@doremi/domain';
import { namedEngines } from '@doremi/start';
import { numberOptions } from './options.js';
import { hearAgain, type Heard } from './policies/hear-again.js';
import { cpuTime } from './cpu-time.js';
import { perSecond } from './quick/figure.js';
import { machine } from './quick/page.js';
import { Processes } from './quick/processes.js';
import { alternate, median, ratioOf } from './quick/rounds.js';
import { caughtUp, countOf } from './rebuild/raw-reads.js';
import { appendHistory, writeHistory } from './rebuild/write-history.js';

/**
 * `npm run bench:policies`: policies hear a history whose work is done, all of it from the first event on, beside the
 * official client's catch-up on the same events that does nothing with them. `--events 1000000` for a longer history,
 * `--rounds 3`. Read models are built before, as they are where policies hear a history again.
 */
const READY_WITHIN = 30 * 60_000;

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

  const storeTime = () => (processes.runs('eventstore') ? cpuTime(processes.pidOf('eventstore')) : 0);
  const ours = async (): Promise<Heard> => {
    // The sweep settles what the history breaks off at, in the first round, which counts for nothing: there are more by then.
    const one = await hearAgain(processes, await countOf(url, types));
    console.log(`heard at ${perSecond(one.perSecond)}`);
    return one;
  };
  const raw = async (): Promise<Heard> => {
    const before = { own: cpuTime(process.pid), store: storeTime() };
    const { events: heard, milliseconds } = await caughtUp(url, types);
    const [own, store] = [cpuTime(process.pid) - before.own, storeTime() - before.store];
    return { perSecond: (heard * 1_000) / milliseconds, cpu: { policies: own / heard, eventstore: store / heard } };
  };
  const rounds = await alternate(count, ours, raw);

  const rates = rounds.ours.map((one) => perSecond(one.perSecond)).join(', ');
  console.log(`\npolicies ${rates}; raw ${rounds.baseline.map((one) => perSecond(one.perSecond)).join(', ')}`);
  console.log('\n| what | policies | the bare client |\n| --- | --- | --- |');
  const [policies, bare] = [rounds.ours, rounds.baseline];
  const row = (what: string, of: (one: Heard) => string) =>
    console.log(`| ${what} | ${of(middle(policies))} | ${of(middle(bare))} |`);
  row('events/s', (one) => perSecond(one.perSecond));
  row('CPU of the one who hears, an event', (one) => microseconds(one.cpu.policies));
  row('CPU of the event store, an event', (one) => microseconds(one.cpu.eventstore));
  row('CPU of MongoDB, an event', (one) => microseconds(one.cpu.mongo));
  console.log(`\nratio ${ratioOf(rounds, (one) => one.perSecond).toFixed(3)} (target ≥ 0.25)`);
} finally {
  await processes.close();
}
console.log(`\n${new Date().toISOString().slice(0, 10)}, on ${machine()}.`);
process.exit(0);

function middle(all: readonly Heard[]): Heard {
  const of = (name: keyof Heard['cpu']) => median(all.flatMap(({ cpu }) => cpu[name] ?? []));
  return {
    perSecond: median(all.map((one) => one.perSecond)),
    cpu: { policies: of('policies'), eventstore: of('eventstore'), mongo: of('mongo') },
  };
}

function microseconds(time: number | undefined): string {
  return time ? `${time.toFixed(0)} µs` : '';
}
