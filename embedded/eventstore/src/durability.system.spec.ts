import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { event, events, inTemporaryDirectory, numbers, onServer } from './testing/eventstore.js';
import { killUnderLoad } from './testing/killed-under-load.js';

const ROUNDS = 5;

describe('Durability (Streams.BatchAppend)', () => {
  it(`${ROUNDS} times killed under load, everything that was acknowledged is there, in order`, async () => {
    await inTemporaryDirectory(async (directory) => {
      expect(await killUnderLoad(ROUNDS, directory)).toBeGreaterThan(ROUNDS * 10);
    });
  });

  it('half a write behind the last commit is no event, and is written over', async () => {
    await inTemporaryDirectory(async (directory) => {
      await onServer(directory, (client) => client.appendToStream('stream', events(3)));
      await appendFile(join(directory, 'eventstore.lmdb'), Buffer.alloc(6_000, 0xa5));
      await onServer(directory, async (client) => {
        expect(await numbers(client.readStream('stream'))).toEqual([0, 1, 2]);
        await client.appendToStream('stream', event(3), { expectedRevision: 2n });
      });
      expect(await onServer(directory, (client) => numbers(client.readStream('stream')))).toEqual([0, 1, 2, 3]);
    });
  });

  it('a directory that another server has is refused, and is free again when that one stops', async () => {
    await inTemporaryDirectory(async (directory) => {
      await onServer(directory, async (client) => {
        await client.appendToStream('stream', event(0));
        const second = onServer(directory, () => Promise.resolve());
        await expect(second).rejects.toThrow(`${directory} is in use by another process`);
      });
      expect(await onServer(directory, (client) => numbers(client.readStream('stream')))).toEqual([0]);
    });
  });
});
