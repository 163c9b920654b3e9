import { cpus } from 'node:os';
import { connectEventStore } from '@doremi/event-store';
import { upcast } from '@doremi/domain';
import { BEGINNING } from '@doremi/event-sourcing';
import { addressOf, listedProcesses, namedEngines } from '@doremi/start';
import { System } from '../whole-system.js';
import { countsOf, findingsOf, type Counts, type Finding } from './checks/verdict.js';
import { Collector } from './history/collect.js';
import type { History } from './history/history.js';
import { whenQuiet } from './history/quiet.js';
import { projectionsOfThisRelease } from './history/projections.js';
import { runNemesis, type Done, type Recovery } from './nemesis.js';
import { scheduleOf, type Storm } from './schedule.js';
import { nothingAcknowledged, type Acknowledged } from './workload/acknowledged.js';
import { runWorkload } from './workload/workload.js';

/** How long the system may take to come to rest, once nobody hurts it any more; milliseconds. */
const QUIET_WITHIN = 60_000;
const TELL_EVERY = 15_000;

export interface ChaosOptions {
  readonly seed: number;
  /** How long the storms and the calm between them go on, about; milliseconds. */
  readonly lasting: number;
  readonly customers: number;
  /** How many more orders there have to be after a storm before the next one. */
  readonly ordersBetween: number;
  /** How many answers of the payment provider are odd; percent. */
  readonly oddAnswers: number;
  /** Told what happens, line by line. */
  readonly say: (line: string) => void;
}

/** What came of a run. */
export interface Chaos {
  readonly counts: Counts;
  readonly done: Done;
  readonly processes: readonly string[];
  readonly findings: readonly Finding[];
  readonly schedule: readonly Storm[];
  readonly history: History;
  /** Where the logs of the processes are; removed by `remove`. */
  readonly dataDir: string;
  readonly remove: () => Promise<void>;
}

/** Starts a system of its own, lets people order while its processes are killed and frozen, and compares at the end. */
export const chaos = async (options: ChaosOptions): Promise<Chaos> => {
  const { seed, lasting, oddAnswers, say } = options;
  const named = namedEngines(process.env);
  for (const [variable, url] of Object.entries(named))
    say(`${variable} names ${addressOf(url)}: it is used, and neither killed nor frozen, since it is not ours`);
  if (named.EVENTSTORE_URL) await refuseHistory(named.EVENTSTORE_URL);
  const system = await System.start({
    // All customers come from one address here.
    RATE_LIMITS: 'off',
    PAYMENT_PROVIDER_ODD_ANSWERS: String(oddAnswers),
    PAYMENT_PROVIDER_SEED: String(seed),
  });
  try {
    const running = listedProcesses(system.dataDir);
    const processes = running.map(({ name }) => name).sort();
    const schedule = scheduleOf(seed, lasting, processes);
    say(`${schedule.flat().length} blows to ${processes.length} processes, on ${cpus().length} processors`);
    const acknowledged = nothingAcknowledged();
    const done = await liveThrough(schedule, system, acknowledged, options);
    const { history, open } = await historyOf(system, acknowledged);
    const atRest = { name: 'still open after a minute of rest', count: open.length, found: open };
    const findings = [...findingsOf(history), atRest];
    const { dataDir } = system;
    const counts = countsOf(history);
    return { counts, done, processes, findings, schedule, history, dataDir, remove: () => system.remove() };
  } catch (error) {
    await system.remove();
    throw error;
  }
};

/** What is there at the end is compared with what people were told: what others did before would be nobody's. */
const refuseHistory = async (eventStoreUrl: string): Promise<void> => {
  const store = connectEventStore(eventStoreUrl, upcast);
  try {
    for await (const { kind } of store.subscribe({ after: BEGINNING, signal: new AbortController().signal })) {
      if (kind === 'event')
        throw new Error('the event store that is named has events of Doremi already: name a fresh one');
      if (kind === 'caughtUp') break;
    }
  } finally {
    await store.close();
  }
};

/** Resolves once the schedule is over and everybody has a definite answer. */
const liveThrough = async (
  schedule: readonly Storm[],
  { url, dataDir }: System,
  acknowledged: Acknowledged,
  { seed, customers, ordersBetween, say }: ChaosOptions,
): Promise<Done> => {
  const paid = (): number => acknowledged.carts.filter(({ outcome }) => outcome === 'paid').length;
  const held = (): number => acknowledged.carts.reduce((sum, { holds }) => sum + holds, 0);
  const calm = (): Recovery => {
    const [paidBefore, heldBefore] = [paid(), held()];
    return {
      addsAreHeld: () => held() > heldBefore,
      ordersArePaid: () => paid() >= paidBefore + ordersBetween,
    };
  };
  const startedAt = Date.now();
  const tell = () => say(`${Math.round((Date.now() - startedAt) / 1_000)} s: ${paid()} orders`);
  const progress = setInterval(tell, TELL_EVERY);
  const closing = new AbortController();
  try {
    const living = runWorkload({ url, seed, customers, acknowledged }, closing.signal);
    const done = await Promise.race([runNemesis(dataDir, schedule, calm), living.then(() => null)]);
    if (done === null) throw new Error('nobody lives here any more');
    say('The storms are over; everybody gets their answer');
    closing.abort();
    await living;
    return done;
  } finally {
    clearInterval(progress);
    closing.abort();
  }
};

/** What there is once the system has come to rest, and what was still open if it did not. */
const historyOf = async (
  { url, dataDir }: System,
  acknowledged: Acknowledged,
): Promise<{ history: History; open: readonly string[] }> => {
  const collector = new Collector(dataDir);
  try {
    const open = await whenQuiet(url, collector, QUIET_WITHIN);
    const [ledger, events] = [await collector.ledger(), await collector.log()];
    const readModels = await collector.readModels(await projectionsOfThisRelease());
    return { history: { acknowledged, ledger, events, readModels }, open };
  } finally {
    await collector.close();
  }
};
