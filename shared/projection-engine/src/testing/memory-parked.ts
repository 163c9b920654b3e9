import type { ParkedEvent, ReadModelStore, SkippedEvent } from '@doremi/read-models';

const isOf =
  (builds: readonly string[] | undefined) =>
  ({ build }: { readonly build: string }): boolean =>
    !builds || builds.includes(build);

/** What waits for an operator, in memory: at most one entry per build and key. */
export const memoryParkedEvents = (): ReadModelStore['parkedEvents'] => {
  const entries = new Map<string, ParkedEvent & { readonly epoch: number }>();
  const idOf = (build: string, key: string): string => `${build}/${key}`;
  const keep = ({ epoch = 0, ...event }: ParkedEvent): void =>
    void entries.set(idOf(event.build, event.key), { ...event, epoch });
  const remove = (id: string, epoch: number): void => {
    if ((entries.get(id)?.epoch ?? Infinity) <= epoch) entries.delete(id);
  };
  return {
    park: async (events) => {
      for (const event of events)
        if ((entries.get(idOf(event.build, event.key))?.epoch ?? 0) <= (event.epoch ?? 0)) keep(event);
      return Promise.resolve();
    },
    list: async (builds) => Promise.resolve([...entries.values()].filter(isOf(builds)).map((entry) => ({ ...entry }))),
    askRetry: async (build, key) => {
      const entry = entries.get(idOf(build, key));
      if (entry) keep({ ...entry, retry: true });
      return Promise.resolve(entry !== undefined);
    },
    askSkip: async (build, key, position) => {
      const entry = entries.get(idOf(build, key));
      if (entry?.position !== position) return false;
      keep({ ...entry, retry: true, skip: position });
      return Promise.resolve(true);
    },
    parkAgain: async (event, skip) => {
      const entry = entries.get(idOf(event.build, event.key));
      if (entry && entry.epoch <= (event.epoch ?? 0) && entry.skip === skip) keep(event);
      return Promise.resolve();
    },
    remove: async (build, key, epoch = Infinity) => Promise.resolve(remove(idOf(build, key), epoch)),
    removeAll: async (build, keys, epoch) => {
      for (const key of keys) remove(idOf(build, key), epoch);
      return Promise.resolve();
    },
    drop: async (build) => {
      for (const [id, entry] of entries) if (entry.build === build) entries.delete(id);
      return Promise.resolve();
    },
  };
};

/** What was passed over, in memory. */
export const memorySkippedEvents = (): ReadModelStore['skippedEvents'] => {
  const skipped = new Map<string, SkippedEvent>();
  return {
    record: async ({ build, key, position, type, stream, error }, by, at) => {
      const id = `${build}/${key}/${position}`;
      if (!skipped.has(id)) skipped.set(id, { build, key, position, type, stream, error, by, at });
      return Promise.resolve();
    },
    list: async (builds) => Promise.resolve([...skipped.values()].filter(isOf(builds))),
    drop: async (build) => {
      for (const [id, event] of skipped) if (event.build === build) skipped.delete(id);
      return Promise.resolve();
    },
  };
};
