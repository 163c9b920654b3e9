import { describe, expect, test } from '@jest/globals';
import { EngineUnavailable, positionOf } from '@doremi/event-sourcing';
import { Documents } from './documents.js';
import { documentsContract } from './testing/contracts/documents.js';
import { startMongoInMemory } from './testing/mongo-in-memory.js';
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
