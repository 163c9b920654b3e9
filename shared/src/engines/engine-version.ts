import { EventStoreDBClient } from '@eventstore/db-client';
import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';

/** The variables that name engines. */
export type EngineVariable = 'EVENTSTORE_URL' | 'MONGODB_URL' | 'REDIS_URL';

/** Milliseconds. */
const ANSWER_WITHIN = 5_000;

interface Features {
  readonly serverVersion: string;
}

/** Asks an engine for its version; throws the client's own error where none answers within seconds. */
export const engineVersion = (variable: EngineVariable, url: string): Promise<string> => ASK[variable](url);

const ASK: Readonly<Record<EngineVariable, (url: string) => Promise<string>>> = {
  EVENTSTORE_URL: async (url) => {
    const client = EventStoreDBClient.connectionString(url);
    try {
      // Fails where nobody is. What the client then knows of the server, it keeps to its subclasses.
      for await (const _ of client.readAll({ maxCount: 1, deadline: ANSWER_WITHIN }));
      return (await (client as unknown as { readonly capabilities: Promise<Features> }).capabilities).serverVersion;
    } finally {
      await client.dispose();
    }
  },
  MONGODB_URL: async (url) => {
    const client = new MongoClient(url, { serverSelectionTimeoutMS: ANSWER_WITHIN });
    try {
      return ((await client.db('admin').command({ buildInfo: 1 })) as unknown as { readonly version: string }).version;
    } finally {
      await client.close();
    }
  },
  REDIS_URL: async (url) => {
    const redis = new Redis(url, { retryStrategy: null, connectTimeout: ANSWER_WITHIN }).on('error', () => undefined);
    try {
      return /^redis_version:(.+)$/m.exec(await redis.info('server'))?.[1]?.trim() ?? 'unknown';
    } finally {
      redis.disconnect();
    }
  },
};
