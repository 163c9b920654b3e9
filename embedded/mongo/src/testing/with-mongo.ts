import { ofThisFile } from '@doremi/event-sourcing/testing';
import { afterAll, beforeAll } from '@jest/globals';
import type { Collection, Db, Document, MongoClientOptions } from 'mongodb';
import { MongoClient } from 'mongodb';
import type { MongoOptions } from '../server.js';
import type { GivenMongo } from './given-mongo.js';
import { givenMongo } from './given-mongo.js';

export interface TestMongo {
  readonly url: string;
  readonly client: MongoClient;
  /** A database of its own for every call. */
  database(): Db;
  /** A collection of its own, filled. */
  collection<T extends Document = Document>(documents?: Document[]): Promise<Collection<T>>;
}

/** A MongoDB, a stand-in or the engine that is named, and a driver with default options, for the tests of one file. */
export function withMongo(options: MongoClientOptions = {}, started: Partial<MongoOptions> = {}): TestMongo {
  let server: GivenMongo;
  let databases = 0;
  let client: MongoClient;
  beforeAll(async () => {
    server = await givenMongo(started);
    client = await MongoClient.connect(server.url, options);
  });
  afterAll(async () => {
    await client.close();
    await server.stop();
  });
  return {
    get url() {
      return server.url;
    },
    get client() {
      return client;
    },
    database: () => client.db(ofThisFile(`${++databases}`)),
    async collection<T extends Document>(documents: Document[] = []) {
      const collection = this.database().collection('things');
      if (documents.length > 0) await collection.insertMany(documents);
      return collection as unknown as Collection<T>;
    },
  };
}

/** The code of the error that an action ends with; 0 when it succeeds. */
export async function codeOf(action: Promise<unknown>): Promise<number> {
  return action.then(
    () => 0,
    (fault: unknown) => Number((fault as { code?: unknown }).code), // an Int32 where values are not promoted
  );
}
