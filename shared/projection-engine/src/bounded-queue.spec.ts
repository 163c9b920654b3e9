import { describe, expect, test } from '@jest/globals';
import { BoundedQueue } from './bounded-queue.js';

/** Longer than a test may take; milliseconds. */
const FOR_EVER = 2 ** 30;

describe('a bounded queue', () => {
  test('gives what waits, in order, up to the limit', async () => {
    const queue = new BoundedQueue<number>(10);
    for (const item of [1, 2, 3]) await queue.put(item);
    expect(await queue.take(2)).toEqual([1, 2]);
    expect(await queue.take(2)).toEqual([3]);
  });

  test('lets the source wait while it is full', async () => {
    const queue = new BoundedQueue<number>(2);
    const order: string[] = [];
    const source = (async () => {
      for (const item of [1, 2, 3]) {
        await queue.put(item);
        order.push(`put ${item}`);
      }
    })();
    await new Promise(setImmediate);
    expect(order).toEqual(['put 1', 'put 2']);
    await queue.take(1);
    await source;
    expect(order).toEqual(['put 1', 'put 2', 'put 3']);
  });

  test('lets the consumer wait while it is empty', async () => {
    const queue = new BoundedQueue<number>(2);
    const taken = queue.take(5);
    await queue.put(7);
    expect(await taken).toEqual([7]);
  });

  test('a consumer that lingers has as many as it can take, as soon as they are there', async () => {
    const queue = new BoundedQueue<number>(10);
    const taken = queue.take(3, FOR_EVER);
    for (const item of [1, 2, 3, 4]) await queue.put(item);
    expect(await taken).toEqual([1, 2, 3]);
  });

  test('an urgent item ends its lingering, and so does the time', async () => {
    const queue = new BoundedQueue<number>(10);
    const urgent = queue.take(3, FOR_EVER);
    await queue.put(1);
    await queue.put(2, true);
    expect(await urgent).toEqual([1, 2]);
    await queue.put(3);
    expect(await queue.take(3, 1)).toEqual([3]);
  });

  test('what is urgent already waits for nothing', async () => {
    const queue = new BoundedQueue<number>(10);
    await queue.put(1);
    await queue.put(2, true);
    expect(await queue.take(5, FOR_EVER)).toEqual([1, 2]);
  });

  test('once ended, drops what waits and lets everybody go', async () => {
    const queue = new BoundedQueue<number>(1);
    await queue.put(1);
    const source = queue.put(2);
    queue.end(new Error('over'));
    await source;
    await expect(queue.take(1)).rejects.toThrow('over');
    queue.end(new Error('later'));
    await expect(queue.take(1)).rejects.toThrow('over');
  });
});
