import { setTimeout as pause } from 'node:timers/promises';
import { EventStoreDBClient, PersistentSubscriptionDoesNotExistError } from '@eventstore/db-client';
import type { Processes } from '../quick/processes.js';
import { cpuTime } from '../cpu-time.js';

const LOOK_EVERY = 100;
const HEARD_WITHIN = 30 * 60_000;

/** The processes that have a part in it, besides the one that is measured alone. */
const PROCESSES = ['policies', 'eventstore', 'mongo'] as const;

/** What hearing a history cost, from the first event that was handled to the last. */
export interface Heard {
  readonly perSecond: number;
  /** CPU time of each process for one event, in microseconds; none of an engine that is not ours to look at. */
  readonly cpu: Readonly<Partial<Record<(typeof PROCESSES)[number], number>>>;
}

/** Lets go of the place of every policy, so that whoever begins now begins at the first event. */
export const forgetPlaces = async (url: string): Promise<void> => {
  const client = EventStoreDBClient.connectionString(url);
  for (const { groupName } of await groupsOf(client))
    await client.deletePersistentSubscriptionToAll(groupName).catch((error: unknown) => {
      if (!(error instanceof PersistentSubscriptionDoesNotExistError)) throw error;
    });
  await client.dispose();
};

const groupsOf = async (client: EventStoreDBClient): Promise<readonly { readonly groupName: string }[]> => {
  try {
    return await client.listAllPersistentSubscriptions();
  } catch (error) {
    if (error instanceof PersistentSubscriptionDoesNotExistError) return [];
    throw error;
  }
};

/** A new policies process hears all of `events` from the beginning, and is ended. */
export const hearAgain = async (processes: Processes, events: number): Promise<Heard> => {
  await forgetPlaces(processes.engine('EVENTSTORE_URL'));
  const { policies: port = 0 } = await processes.startServices('policies');
  const pids = PROCESSES.flatMap((name) => (processes.runs(name) ? [[name, processes.pidOf(name)] as const] : []));
  const look = async () => ({
    handled: await handledBy(port),
    at: performance.now(),
    cpu: new Map(pids.map(([name, pid]) => [name, cpuTime(pid)])),
  });
  const began = await look();
  let now = began;
  while (now.handled < events) {
    if (now.at - began.at > HEARD_WITHIN) throw new Error(`only ${now.handled} of ${events} were handled`);
    await pause(LOOK_EVERY);
    now = await look();
  }
  await processes.stop('policies');
  const heard = now.handled - began.handled;
  const used = pids.map(([name]) => [name, ((now.cpu.get(name) ?? 0) - (began.cpu.get(name) ?? 0)) / heard]);
  return { perSecond: (heard * 1_000) / (now.at - began.at), cpu: Object.fromEntries(used) as Heard['cpu'] };
};

const HANDLED = /^doremi_policies_handled_total\{.*\} (\d+)$/gm;

/** How many events its policies are done with, as its own metrics say; a parked one would never be among them. */
const handledBy = async (port: number): Promise<number> => {
  const page = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  return [...page.matchAll(HANDLED)].reduce((sum, [, count]) => sum + Number(count), 0);
};
