import { expect, test } from '@jest/globals';
import { BEGINNING, type Partition, type Position, positionOf } from '@doremi/event-sourcing';
import { Freshness } from './freshness.js';

const build = { id: 'b', partitions: 1 };

test('many who wait share one look at a time, and nobody looks when nobody waits', async () => {
  let position: Position = BEGINNING;
  let atOnce = 0;
  let looks = 0;
  const list = async (): Promise<Partition[]> => {
    looks++;
    expect(++atOnce).toBe(1);
    await new Promise(setImmediate);
    atOnce--;
    return [{ build: 'b', number: 0, position } as Partition];
  };
  const freshness = new Freshness({ list });
  const wanted = positionOf(9n, 9n);
  const waiting = Promise.all(Array.from({ length: 50 }, () => freshness.waitFor(build, wanted, 5_000)));
  while (looks < 2) await new Promise(setImmediate);
  position = wanted;
  expect(await waiting).not.toContain(false);
  const before = looks;
  expect(await freshness.waitFor(build, wanted, 5_000)).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, 30)); // longer than the pause between two looks
  expect(looks).toBe(before);
  freshness.close();
});

test('while MongoDB is away a wait ends with its own time', async () => {
  const freshness = new Freshness({ list: () => Promise.reject(new Error('away')) });
  expect(await freshness.waitFor(build, positionOf(9n, 9n), 30)).toBe(false);
  freshness.close();
});
