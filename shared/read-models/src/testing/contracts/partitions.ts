import { beforeEach, describe, expect, test } from '@jest/globals';
import { BEGINNING, type Partition, positionOf, watermarkOf } from '@doremi/event-sourcing';
import type { ReadModelStore } from '../../read-model-store.js';

const LATER = new Date('2026-01-01T00:00:05Z');
const at = (n: bigint) => positionOf(n, n);

/** What the partitions of every read-model store promise: each lease and each checkpoint is fenced. */
export const partitionsContract = (store: () => ReadModelStore): void => {
  let partitions: ReadModelStore['partitions'];
  let build: string;
  let builds = 0;

  beforeEach(async () => {
    ({ partitions } = store());
    build = `model_v1_b${++builds}`;
    await partitions.prepare({ id: build, partitions: 2 });
  });

  const list = async (): Promise<[Partition, Partition]> => (await partitions.list([build])) as [Partition, Partition];

  const acquired = async (owner: string): Promise<[Partition, Partition]> => {
    await partitions.acquire(owner, await list(), LATER);
    return list();
  };

  const checkpoint = ({ id, epoch, position }: Partition, to: bigint, handled = 1) => ({
    id,
    epoch,
    was: position,
    position: at(to),
    handled,
    caughtUp: false,
    behindSince: null,
  });

  describe('partitions', () => {
    test('begin at the beginning, and are made once', async () => {
      await acquired('a');
      await partitions.prepare({ id: build, partitions: 2 });
      const [first, second] = await list();
      expect([first.position, first.owner, first.epoch]).toEqual([BEGINNING, 'a', 1]);
      expect([first.number, second.number]).toEqual([0, 1]);
    });

    test('of two that saw the same partition, one gets it', async () => {
      const seen = await list();
      await Promise.all(['a', 'b'].map((owner) => partitions.acquire(owner, seen, LATER)));
      const owners = new Set((await list()).map(({ owner, epoch }) => `${owner} ${epoch}`));
      expect(owners.size).toBe(1);
      expect([...owners][0]).toMatch(/^[ab] 1$/);
    });

    test('a checkpoint moves the partitions and adds up what was handled', async () => {
      const [first, second] = await acquired('a');
      expect(await partitions.checkpoint('a', [checkpoint(first, 5n, 3), checkpoint(second, 5n, 4)], LATER)).toBe(true);
      const moved = await list();
      expect(moved.map(({ position, handled }) => [position, handled])).toEqual([
        [at(5n), 3],
        [at(5n), 4],
      ]);
      expect(await partitions.checkpoint('a', [checkpoint(moved[0], 9n)], LATER)).toBe(true);
      expect((await list())[0].handled).toBe(4);
      expect(watermarkOf(await list())).toBe(at(5n));
    });

    test('a checkpoint under an older epoch has no effect, whoever asks', async () => {
      const [first] = await acquired('a');
      const [taken] = await acquired('b');
      expect(await partitions.checkpoint('a', [checkpoint(first, 5n)], LATER)).toBe(false);
      expect(await partitions.checkpoint('b', [{ ...checkpoint(taken, 5n), epoch: 1 }], LATER)).toBe(false);
      await partitions.renew('a', [first], new Date('2030-01-01'));
      await partitions.release('a', [first]);
      expect((await list())[0]).toEqual(taken);
    });

    test('a partition never goes back, and moves only from where it stands', async () => {
      const [first] = await acquired('a');
      await partitions.checkpoint('a', [checkpoint(first, 5n)], LATER);
      expect(await partitions.checkpoint('a', [checkpoint(first, 3n)], LATER)).toBe(false);
      expect((await list())[0]).toMatchObject({ position: at(5n), handled: 1 });
    });

    test('what was released can be taken at once', async () => {
      const held = await acquired('a');
      await partitions.release('a', held);
      const [first] = await acquired('b');
      expect([first.owner, first.epoch]).toEqual(['b', 2]);
    });

    test('those that are held are held on to, whichever their epochs, and no others', async () => {
      await partitions.acquire('a', (await list()).slice(0, 1), new Date(0));
      const [again, second] = await acquired('a');
      expect([again.epoch, second.epoch]).toEqual([2, 1]);
      const later = new Date('2026-01-01T00:01:00Z');
      await partitions.renew('a', [again, { ...second, epoch: 2 }], later);
      expect((await list()).map(({ until }) => until)).toEqual([later, LATER]);
      await partitions.renew('a', [again, second], new Date('2026-01-01T00:02:00Z'));
      expect((await list()).map(({ until }) => until.getUTCMinutes())).toEqual([2, 2]);
    });

    test('one that was held on to since it was seen is not taken', async () => {
      const seen = await acquired('a');
      await partitions.renew('a', seen, new Date('2026-01-01T00:01:00Z'));
      await partitions.acquire('b', seen, LATER);
      expect((await list()).map(({ owner, epoch }) => [owner, epoch])).toEqual([
        ['a', 1],
        ['a', 1],
      ]);
    });

    test('keep events as witnesses with their checkpoints, the newest first, or not at all', async () => {
      const [first] = await acquired('a');
      const witness = (n: number) => ({
        number: n,
        event: { position: at(BigInt(n)), id: `event-${n}`, stream: 'cart-1', revision: n },
      });
      expect(first.witnessed).toBe(0);
      for (const n of [1, 2, 3, 4, 5]) {
        const [partition] = await list();
        expect(
          await partitions.checkpoint('a', [{ ...checkpoint(partition, BigInt(n)), witness: witness(n) }], LATER),
        ).toBe(true);
      }
      const [moved, other] = await list();
      expect([moved.witnessed, other.witnessed]).toEqual([5, 0]);
      expect(await partitions.checkpoint('b', [{ ...checkpoint(moved, 9n), witness: witness(9) }], LATER)).toBe(false);
      const kept = await partitions.witnesses([moved.id, other.id]);
      expect(
        kept
          .get(moved.id)
          ?.map(({ id }) => id)
          .slice(0, 2),
      ).toEqual(['event-5', 'event-4']);
      expect(kept.get(moved.id)?.[0]).toEqual(witness(5).event);
      expect(kept.get(other.id)).toEqual([]);
      expect(moved).not.toHaveProperty('witnesses');
    });

    describe('keys', () => {
      const parking = async (...keys: string[]): Promise<Partition> => {
        const [partition] = await acquired('a');
        await partitions.checkpoint('a', [{ ...checkpoint(partition, 5n), parked: keys }], LATER);
        return (await list())[0];
      };

      test('are held back with the checkpoint, or not at all', async () => {
        const partition = await parking('x', 'y');
        expect(partition.parked).toEqual(['x', 'y']);
        expect(await partitions.checkpoint('b', [{ ...checkpoint(partition, 9n), parked: ['z'] }], LATER)).toBe(false);
        expect((await list())[0].parked).toEqual(['x', 'y']);
      });

      test('are handed back to a partition that stands where they are; who does not know of it is fenced off', async () => {
        const partition = await parking('x', 'y');
        expect(await partitions.handBack('a', partition, partition.position, ['x'])).toBe(true);
        expect((await list())[0]).toMatchObject({ parked: ['y'], epoch: partition.epoch + 1, owner: 'a' });
        expect(await partitions.checkpoint('a', [checkpoint(partition, 9n)], LATER)).toBe(false);
      });

      test('are not handed back by whoever lost the partition, or thinks it elsewhere', async () => {
        const partition = await parking('x');
        expect(await partitions.handBack('a', partition, at(4n), ['x'])).toBe(false);
        await acquired('b');
        expect(await partitions.handBack('a', partition, partition.position, ['x'])).toBe(false);
        expect((await list())[0].parked).toEqual(['x']);
      });
    });
  });
};
