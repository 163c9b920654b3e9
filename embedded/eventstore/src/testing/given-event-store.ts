import { isEnginesRun, namedEngine, needsOwnServer } from '@doremi/event-sourcing/testing';
import { type EventStoreOptions, type RunningEventStore, startEventStore } from '@doremi/embedded-eventstore';
import { endOf, refuseForeignNames, removeWhatIsOurs, using } from './left-behind.js';

/** An event store for the tests of a file. */
export interface GivenEventStore {
  readonly url: string;
  /** Ends a stand-in; from a named engine it takes away the groups and streams of this file. */
  stop(): Promise<void>;
}

/** A stand-in of its own, or the engine that EVENTSTORE_URL names in `npm run test:engines`. */
export const givenEventStore = async (): Promise<GivenEventStore> => {
  const named = namedEngine('EVENTSTORE_URL');
  if (named !== null) {
    const before = await using(named, endOf);
    return { url: named, stop: () => using(named, (client) => removeWhatIsOurs(client, before)) };
  }
  const server = await startEventStore({ port: 0, dataDir: null });
  const url = eventStoreUrl(server.port);
  return {
    url,
    stop: async () => {
      try {
        if (isEnginesRun) await using(url, refuseForeignNames);
      } finally {
        await server.stop();
      }
    },
  };
};

/** A stand-in that the test may stop, start again and look into. */
export const ownEventStore = async (options: EventStoreOptions): Promise<RunningEventStore> => {
  needsOwnServer('EVENTSTORE_URL');
  return startEventStore(options);
};

export const eventStoreUrl = (port: number): string => `esdb://127.0.0.1:${port}?tls=false`;
