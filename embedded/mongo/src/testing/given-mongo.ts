import { isEnginesRun, isOfThisFile, namedEngine, needsOwnServer } from '@doremi/event-sourcing/testing';
import { MongoClient } from 'mongodb';
import { type MongoOptions, type RunningMongo, startMongo } from '@doremi/embedded-mongo';

/** A MongoDB for the tests of a file. */
export interface GivenMongo {
  readonly url: string;
  /** Ends a stand-in; from a named engine it takes away the databases of this file. */
  stop(): Promise<void>;
}

/**
 * A stand-in of its own, or the engine that MONGODB_URL names in `npm run test:engines`; `started` is how a stand-in is to be
 * started, and then it has to be one.
 */
export const givenMongo = async (started: Partial<MongoOptions> = {}): Promise<GivenMongo> => {
  const named = namedEngine('MONGODB_URL');
  const isAnyWelcome = Object.keys(started).length === 0;
  if (named !== null && isAnyWelcome) return { url: named, stop: () => dropDatabases(named, isOfThisFile) };
  const server = await ownMongo({ port: 0, dataDir: null, ...started });
  const url = `mongodb://127.0.0.1:${server.port}`;
  return {
    url,
    stop: async () => {
      try {
        if (isEnginesRun) await refuseForeignNames(url);
      } finally {
        await server.stop();
      }
    },
  };
};

/** A stand-in that the test may stop, start again and look into. */
export const ownMongo = async (options: MongoOptions): Promise<RunningMongo> => {
  needsOwnServer('MONGODB_URL');
  return startMongo(options);
};

const withDatabases = async (
  url: string,
  use: (client: MongoClient, names: readonly string[]) => Promise<void>,
): Promise<void> => {
  const client = await MongoClient.connect(url);
  try {
    const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
    await use(
      client,
      databases.map(({ name }) => name),
    );
  } finally {
    await client.close();
  }
};

const dropDatabases = (url: string, isOurs: (name: string) => boolean): Promise<void> =>
  withDatabases(url, async (client, names) => {
    for (const name of names.filter(isOurs)) await client.db(name).dropDatabase();
  });

/** A stand-in does not mind a name that others could have too; on an engine that is not ours alone it would do harm. */
const refuseForeignNames = (url: string): Promise<void> =>
  withDatabases(url, (_, names) => {
    const foreign = names.filter((name) => !isOfThisFile(name) && !SYSTEM.has(name));
    if (foreign.length > 0) throw new Error(`not made by ofThisFile: ${foreign.join(', ')}`);
    return Promise.resolve();
  });

const SYSTEM = new Set(['admin', 'config', 'local']);
