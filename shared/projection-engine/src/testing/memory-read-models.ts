import { type Build, liveOf, modelId, type ReadModel } from '@doremi/event-sourcing';
import type { EventLogEntry, Loaded, ReadModelStore, Worker } from '@doremi/read-models';
import { memoryBuilds } from './memory-builds.js';
import { memoryParkedEvents, memorySkippedEvents } from './memory-parked.js';
import { memoryPartitions } from './memory-partitions.js';

export interface MemoryReadModels extends ReadModelStore {
  /** The documents that readers see, by key: those of the live build; none before there is one. */
  readonly shown: <Document extends object>(model: ReadModel<Document>) => Promise<Readonly<Record<string, Document>>>;
}

/** Read models in memory, for tests and examples: what the engine writes is held to what it is in MongoDB. */
export const memoryReadModels = (now: () => Date = () => new Date()): MemoryReadModels => {
  const documents = new Map<string, Map<string, Loaded>>();
  const documentsOf = ({ id }: Pick<Build, 'id'>): Map<string, Loaded> => {
    const known = documents.get(id) ?? new Map<string, Loaded>();
    documents.set(id, known);
    return known;
  };
  const inOrder = (build: Pick<Build, 'id'>) => [...documentsOf(build)].sort(([a], [b]) => (a < b ? -1 : 1));
  const builds = memoryBuilds(now);
  return {
    builds,
    partitions: memoryPartitions(),
    workers: memoryWorkers(),
    eventLog: memoryEventLogRecord(),
    parkedEvents: memoryParkedEvents(),
    skippedEvents: memorySkippedEvents(),
    documentsOf: (build) => ({
      prepare: () => Promise.resolve(),
      load: async (keys) => {
        const stored = documentsOf(build);
        const found = keys.flatMap((key): [string, Loaded][] => {
          const one = stored.get(key);
          return one ? [[key, one]] : [];
        });
        return Promise.resolve(new Map(found));
      },
      write: async (writes) => {
        const stored = documentsOf(build);
        for (const { key, document, position, was } of writes)
          if ((stored.get(key)?.position ?? null) === was) stored.set(key, { document, position });
        return Promise.resolve(
          writes.filter(({ key, position }) => stored.get(key)?.position !== position).map(({ key }) => key),
        );
      },
      isEmpty: () => Promise.resolve(documentsOf(build).size === 0),
      count: () => Promise.resolve(documentsOf(build).size),
      drop: () => Promise.resolve(void documents.delete(build.id)),
    }),
    scan: async function* (build) {
      await Promise.resolve();
      for (const [key, one] of inOrder(build)) yield { key, ...one };
    },
    fingerprints: async function* (build) {
      await Promise.resolve();
      for (const [key, { document, position }] of inOrder(build))
        yield { key, position, hash: JSON.stringify(document) };
    },
    shown: async <Document extends object>(model: ReadModel<Document>) => {
      const live = liveOf(await builds.list(), modelId(model));
      const stored = live ? [...documentsOf(live)] : [];
      return Object.fromEntries(stored.map(([key, { document }]) => [key, document as Document]));
    },
  };
};

const memoryWorkers = (): ReadModelStore['workers'] => {
  const workers = new Map<string, Worker>();
  return {
    announce: async (worker) => Promise.resolve(void workers.set(worker.id, worker)),
    present: async (now) => Promise.resolve([...workers.values()].filter(({ until }) => until > now)),
    leave: async (id, before) => {
      for (const worker of workers.values()) if (worker.id === id || worker.until < before) workers.delete(worker.id);
      return Promise.resolve();
    },
  };
};

const memoryEventLogRecord = (): ReadModelStore['eventLog'] => {
  let entry: EventLogEntry = { generation: 0, mismatch: null, accepted: [] };
  const change = async (isDue: boolean, next: Partial<EventLogEntry>): Promise<boolean> => {
    if (isDue) entry = { ...entry, ...next };
    return Promise.resolve(isDue);
  };
  return {
    read: () => Promise.resolve(entry),
    prove: (generation, mismatch) => change(!entry.mismatch && entry.generation === generation, { mismatch }),
    accept: ({ generation, by, at, mismatch }) =>
      change(entry.mismatch !== null && entry.generation < generation, {
        generation,
        mismatch: null,
        accepted: [...entry.accepted, { generation, by, at, mismatch }],
      }),
    raise: (generation) => change(entry.generation < generation, { generation }),
  };
};
