import { expect, test } from '@jest/globals';
import { positionOf } from '@doremi/event-sourcing';
import { partitionsContract } from './testing/contracts/partitions.js';
import { withMongoStore } from './testing/with-mongo-store.js';

const store = withMongoStore();

partitionsContract(store);

test('of the witnesses that were kept, the older ones are far apart', async () => {
  const { partitions } = store();
  await partitions.prepare({ id: 'kept_v1_b1', partitions: 1 });
  const list = async () => partitions.list(['kept_v1_b1']);
  await partitions.acquire('a', await list(), new Date(1));
  for (const n of [1, 2, 3, 4, 5]) {
    const position = positionOf(BigInt(n), BigInt(n));
    const event = { position, id: `event-${n}`, stream: 'cart-1', revision: n };
    const checkpoints = (await list()).map(({ id, epoch, position: was }) => {
      return {
        id,
        epoch,
        was,
        position,
        handled: 1,
        caughtUp: false,
        behindSince: null,
        witness: { number: n, event },
      };
    });
    await partitions.checkpoint('a', checkpoints, new Date(1));
  }
  const kept = await partitions.witnesses(['kept_v1_b1/0']);
  expect(kept.get('kept_v1_b1/0')?.map(({ id }) => id)).toEqual(['event-5', 'event-4', 'event-2']);
});
