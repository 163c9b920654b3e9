import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { MongoClient } from 'mongodb';
import type { RunningMongo } from '../server.js';
import { startMongo } from '../server.js';

// The seam is told by variables, which are read when it is loaded.
let engine: RunningMongo;
let client: MongoClient;
const loaded = async () => ({
  ...(await import('./given-mongo.js')),
  ...(await import('@doremi/event-sourcing/testing')),
});
const fill = (of: MongoClient, database: string) => of.db(database).collection('things').insertOne({});

beforeAll(async () => {
  engine = await startMongo({ port: 0, dataDir: null });
  process.env.ENGINES_RUN = 'doremi-test-1';
  process.env.MONGODB_URL = `mongodb://127.0.0.1:${engine.port}`;
  client = await MongoClient.connect(process.env.MONGODB_URL);
});
afterAll(async () => {
  delete process.env.ENGINES_RUN;
  delete process.env.MONGODB_URL;
  await client.close();
  await engine.stop();
});

it('an engine that is named keeps the databases of others, and loses those of the file', async () => {
  const { givenMongo, ofThisFile } = await loaded();
  const given = await givenMongo();
  expect(given.url).toBe(process.env.MONGODB_URL);
  for (const name of ['doremi', ofThisFile('1'), ofThisFile('2_admin')]) await fill(client, name);
  await given.stop();
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true });
  expect(databases.map(({ name }) => name)).toEqual(['doremi']);
});

it('nobody is given a server to stop where one is named', async () => {
  const { ownMongo } = await loaded();
  await expect(ownMongo({ port: 0, dataDir: null })).rejects.toThrow('MONGODB_URL names one');
});

it('on a stand-in, a database that others could have too is found out', async () => {
  delete process.env.MONGODB_URL;
  const { givenMongo } = await loaded();
  const given = await givenMongo();
  const other = await MongoClient.connect(given.url);
  await fill(other, 'doremi');
  await other.close();
  await expect(given.stop()).rejects.toThrow('not made by ofThisFile: doremi');
});
