import type { ResolvedEvent } from '@eventstore/db-client';
import { EngineUnavailable } from '@doremi/event-sourcing';
import { describe, expect, jest, test } from '@jest/globals';
import { BatchedAcks } from './batched-acks.js';

const delivered = (count: number, from = 0): ResolvedEvent[] =>
  Array.from({ length: count }, (_, n) => ({ event: { id: String(from + n) } }) as unknown as ResolvedEvent);

/** A subscription that writes down which deliveries were acknowledged together; `answer` says what becomes of it. */
const subscribed = (answer: () => Promise<void> = () => Promise.resolve()) => {
  const written: string[][] = [];
  const acks = new BatchedAcks({
    ack: (...events) => {
      written.push(events.map(({ event }) => String(event?.id)));
      return answer();
    },
  });
  return { acks, written };
};

describe('acknowledgements', () => {
  test('of a hundred deliveries are one message, and the rest follows by itself', async () => {
    const { acks, written } = subscribed();
    await Promise.all(delivered(230).map((event) => acks.ack(event)));
    expect(written.map(({ length }) => length)).toEqual([100, 100, 30]);
    expect(written.flat()).toEqual(delivered(230).map(({ event }) => event?.id));
  });

  test('of a single one is not kept waiting for others for long', async () => {
    const { acks, written } = subscribed();
    const before = performance.now();
    await acks.ack(delivered(1)[0]!);
    expect([written, performance.now() - before < 1_000]).toEqual([[['0']], true]);
  });

  test('are not made before they are written', async () => {
    let write: () => void = () => undefined;
    const { acks } = subscribed(() => new Promise((resolve) => (write = resolve)));
    const heard = jest.fn();
    const acknowledged = acks.ack(delivered(1)[0]!).then(heard);
    void acks.flush();
    await new Promise(setImmediate);
    expect(heard).not.toHaveBeenCalled();
    write();
    await acknowledged;
    expect(heard).toHaveBeenCalled();
  });

  test('that fail, fail for every delivery they were for, and for no later one', async () => {
    let isBroken = true;
    const { acks } = subscribed(() => (isBroken ? Promise.reject(new Error('cut off')) : Promise.resolve()));
    const outcomes = Promise.allSettled(delivered(3).map((event) => acks.ack(event)));
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    isBroken = false;
    await acks.ack(delivered(1, 3)[0]!);
  });

  test('that cannot be written are given up', async () => {
    jest.useFakeTimers();
    const { acks } = subscribed(() => new Promise(() => undefined));
    const acknowledged = expect(acks.ack(delivered(1)[0]!)).rejects.toThrow(EngineUnavailable);
    await jest.advanceTimersByTimeAsync(2_100);
    await acknowledged;
    jest.useRealTimers();
  });

  test('that wait are written when the subscription is left, and later ones refused', async () => {
    const { acks, written } = subscribed();
    const waiting = Promise.all(delivered(2).map((event) => acks.ack(event)));
    await acks.close();
    await waiting;
    expect(written).toEqual([['0', '1']]);
    await expect(acks.ack(delivered(1, 2)[0]!)).rejects.toThrow('comes again');
    expect(written).toHaveLength(1);
  });
});
