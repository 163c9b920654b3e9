import { givenMongo } from '@doremi/embedded-mongo/testing';
import { ofThisFile } from '@doremi/event-sourcing/testing';
import { connectMongo, type Mongo } from '../mongo.js';

/** Two empty databases of a MongoDB, a stand-in that keeps nothing or the engine that is named, and connections to them. */
export interface MongoInMemory {
  readonly mongo: Mongo;
  readonly databases: { readonly main: string; readonly admin: string };
  readonly stop: () => Promise<void>;
}

let given = 0;

export const startMongoInMemory = async (): Promise<MongoInMemory> => {
  const server = await givenMongo();
  const databases = { main: ofThisFile(`${++given}`), admin: ofThisFile(`${given}_admin`) };
  const urlOf = (database: string): string => Object.assign(new URL(server.url), { pathname: `/${database}` }).href;
  const mongo = connectMongo(urlOf(databases.main), { adminUrl: urlOf(databases.admin) });
  return {
    mongo,
    databases,
    stop: async () => {
      await mongo.close();
      await server.stop();
    },
  };
};
