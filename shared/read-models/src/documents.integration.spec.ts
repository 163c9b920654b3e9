import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { EngineUnavailable, positionOf } from '@doremi/event-sourcing';
import { Documents } from './documents.js';
import { scanDocuments, scanFingerprints } from './document-scan.js';
import { documentsContract } from './testing/contracts/documents.js';
import { type MongoInMemory, startMongoInMemory } from './testing/mongo-in-memory.js';
import { withMongoStore } from './testing/with-mongo-store.js';

documentsContract(withMongoStore());

describe('documents', () => {
  test('while MongoDB is away a write is no lost race but an absent engine', async () => {
    const away = await startMongoInMemory();
    const unreachable = new Documents(away.mongo, { id: 'model_v1_b1', database: 'main' });
    const at = (n: bigint) => positionOf(n, n);
    await unreachable.write([{ key: 'a', document: { value: 1 }, position: at(1n), was: null }]);
    await away.stop();
    const late = { key: 'a', document: { value: 2 }, position: at(2n), was: at(1n) };
    await expect(unreachable.write([late])).rejects.toThrow(EngineUnavailable);
  });
});

describe('a scan', () => {
  const build = { id: 'model_v1_b1', database: 'main' } as const;
  /** As many as two reads of fingerprints and twenty of documents bring, and one. */
  const keys = Array.from({ length: 10_001 }, (_, index) => `k${String(index).padStart(5, '0')}`);
  let engine: MongoInMemory;

  beforeAll(async () => {
    engine = await startMongoInMemory();
    const position = positionOf(1n, 1n);
    const writes = keys.map((key) => ({ key, document: { value: 1 }, position, was: null }));
    await new Documents(engine.mongo, build).write(writes);
  });
  afterAll(() => engine.stop());

  test.each([
    ['documents', scanDocuments],
    ['fingerprints', scanFingerprints],
  ])('brings %s however many there are, each once and in order', async (_, scan) => {
    const found: string[] = [];
    for await (const { key } of scan(engine.mongo, build)) found.push(key);
    expect(found).toEqual(keys);
  });
});
