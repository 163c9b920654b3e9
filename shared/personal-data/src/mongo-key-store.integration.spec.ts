import { givenMongo } from '@doremi/embedded-mongo/testing';
import { ofThisFile } from '@doremi/event-sourcing/testing';
import { EngineUnavailable } from '@doremi/event-sourcing';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { KeyStore } from './key-store.js';
import { mongoKeyStore } from './mongo-key-store.js';
import { keyStoreContract } from './testing/contracts/key-store.js';

let server: Awaited<ReturnType<typeof givenMongo>>;
let store: KeyStore;

beforeAll(async () => {
  server = await givenMongo();
  store = mongoKeyStore(Object.assign(new URL(server.url), { pathname: `/${ofThisFile('keys')}` }).href);
});
afterAll(async () => {
  await store.close();
  await server.stop();
});

keyStoreContract(() => store);

test('where nobody is, it is away', async () => {
  const nowhere = mongoKeyStore('mongodb://127.0.0.1:9/doremi_keys');
  await expect(nowhere.find(['a'])).rejects.toThrow(EngineUnavailable);
  await nowhere.close();
});
