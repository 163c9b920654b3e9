import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { assignPartitions, type Assignable } from './assign-partitions.js';

const NOW = new Date('2026-01-01T00:00:00Z');
const LATER = new Date('2026-01-01T00:00:05Z');

const worker = (id: string, ...models: string[]) => ({ id, models: models.length > 0 ? models : ['m'], until: LATER });
const partitions = (count: number, owner: string | null = null, model = 'm'): Assignable[] =>
  Array.from({ length: count }, (_, number) => ({
    id: `${model}/${number}`,
    number,
    epoch: 1,
    owner,
    until: owner ? LATER : new Date(0),
    model,
    building: false,
  }));

describe('sharing out partitions', () => {
  test('the only worker takes everything that is free or whose lease is over', () => {
    const a = worker('a');
    const [dead, alive, free] = partitions(3);
    if (!dead || !alive || !free) throw new Error();
    const seen = [{ ...dead, owner: 'x', until: NOW }, { ...alive, owner: 'y', until: LATER }, free];
    expect(assignPartitions(seen, [a], a, NOW).take.map(({ number }) => number)).toEqual([0, 2]);
  });

  test('one that has too much lets go of it for a new one', () => {
    const [a, b] = [worker('a'), worker('b')];
    expect(assignPartitions(partitions(4, 'a'), [a, b], a, NOW).release).toHaveLength(2);
    expect(assignPartitions(partitions(4, 'a'), [a, b], b, NOW).take).toHaveLength(0);
  });

  test('a worker takes nothing that it cannot feed, and the one that can takes all of it', () => {
    const [old, next] = [worker('a', 'm1'), worker('b', 'm1', 'm2')];
    const seen = partitions(4, null, 'm2');
    expect(assignPartitions(seen, [old, next], old, NOW).take).toHaveLength(0);
    expect(assignPartitions(seen, [old, next], next, NOW).take).toHaveLength(4);
  });

  test('whoever looks first: in the end every partition has one worker, and no two differ by more than one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 20, maxLength: 20 }),
        fc.array(fc.constantFrom('a', 'b', 'c'), { minLength: 30, maxLength: 30 }),
        (count, owners, looks) => {
          const workers = ['a', 'b', 'c'].map((id) => worker(id));
          // `d` is dead.
          let seen: Assignable[] = partitions(count).map((partition, index) => {
            const owner = owners[index] ?? null;
            return { ...partition, owner, until: owner === 'd' ? NOW : LATER };
          });
          for (const id of [...looks, 'a', 'b', 'c', 'a', 'b', 'c']) {
            const { release, take } = assignPartitions(seen, workers, worker(id), NOW);
            seen = seen.map((partition) => {
              if (release.some((gone) => gone.id === partition.id))
                return { ...partition, owner: null, until: new Date(0) };
              return take.some((taken) => taken.id === partition.id)
                ? { ...partition, owner: id, until: LATER }
                : partition;
            });
          }
          const held = ['a', 'b', 'c'].map((id) => seen.filter(({ owner }) => owner === id).length);
          expect(held.reduce((sum, each) => sum + each, 0)).toBe(count);
          expect(Math.max(...held) - Math.min(...held)).toBeLessThanOrEqual(1);
        },
      ),
      { numRuns: 100 },
    );
  });
});
