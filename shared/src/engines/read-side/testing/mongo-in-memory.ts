import { startMongo } from '@doremi/embedded-mongo/server';
import { connectMongo, type Mongo } from '../../mongo.js';

/** A MongoDB stand-in that keeps nothing, and connections to it. */
export interface MongoInMemory {
  readonly mongo: Mongo;
  readonly url: string;
  readonly stop: () => Promise<void>;
}

export const startMongoInMemory = async (): Promise<MongoInMemory> => {
  const server = await startMongo({ port: 0, dataDir: null });
  const url = `mongodb://127.0.0.1:${server.port}`;
  const mongo = connectMongo(`${url}/doremi`, { adminUrl: `${url}/doremi_admin` });
  return {
    mongo,
    url,
    stop: async () => {
      await mongo.close();
      await server.stop();
    },
  };
};
