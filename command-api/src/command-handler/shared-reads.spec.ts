import { describe, expect, test } from '@jest/globals';
import { SharedReads } from './shared-reads.js';

/** Reads that answer with their number, when they are told to. */
const withReads = () => {
  const pending: (() => void)[] = [];
  let count = 0;
  const read = (): Promise<number> => {
    const mine = ++count;
    return new Promise((resolve) => pending.push(() => resolve(mine)));
  };
  return { reads: new SharedReads<number>(), read, finish: () => pending.shift()?.(), count: () => count };
};

describe('reads that are shared', () => {
  test('who asks while one is under way shares the next, never that one', async () => {
    const { reads, read, finish, count } = withReads();
    const first = reads.take('a', read);
    const later = [reads.take('a', read), reads.take('a', read), reads.take('a', read)];
    expect(count()).toBe(1);
    finish();
    expect(await first).toBe(1);
    await new Promise(setImmediate);
    finish();
    expect(await Promise.all(later)).toEqual([2, 2, 2]);
  });

  test('another key has a read of its own, and one that is over is not shared', async () => {
    const { reads, read, finish, count } = withReads();
    const both = [reads.take('a', read), reads.take('b', read)];
    expect(count()).toBe(2);
    finish();
    finish();
    await Promise.all(both);
    const third = reads.take('a', read);
    finish();
    expect(await third).toBe(3);
  });

  test('a read that fails fails for those who shared it, and the next is tried all the same', async () => {
    const reads = new SharedReads<number>();
    const first = reads.take('a', () => Promise.reject(new Error('away')));
    const second = reads.take('a', () => Promise.resolve(2));
    await expect(first).rejects.toThrow('away');
    expect(await second).toBe(2);
  });
});
