import { beforeAll, describe, expect, it } from '@jest/globals';
import { eventTypeFilter, excludeSystemEvents } from '@eventstore/db-client';
import type { Position } from '@eventstore/db-client';
import { drain, event, freshStream, numbers, onServer, take, withEventStore } from '../testing/eventstore.js';

const at = (commit: bigint, prepare = commit): Position => ({ commit, prepare });
/** The highest positions that there are: minus one in 64 bits, and the highest with a sign. */
const MINUS_ONE = at(2n ** 64n - 1n);
const HIGHEST = at(2n ** 63n - 1n);

describe('A position in $all', () => {
  const store = withEventStore();
  let last: bigint;
  beforeAll(async () => {
    await store.client.appendToStream(freshStream(), event(1));
    last = (await store.client.appendToStream(freshStream(), event(2))).position!.commit;
  });

  const read = (fromPosition: Position) => numbers(store.client.readAll({ fromPosition }));
  const readBackwards = (fromPosition: Position) =>
    numbers(store.client.readAll({ fromPosition, direction: 'backwards', maxCount: 1 }));
  /** What a subscription does that begins there: how it ends, or the numbers that it brings after it was said to be live. */
  const subscribed = async (fromPosition: Position, filter = eventTypeFilter({ prefixes: ['Numbered'] })) => {
    const subscription = store.client.subscribeToAll({ fromPosition, filter });
    let isConfirmed = false;
    subscription.once('confirmation', () => (isConfirmed = true)).resume();
    const ended = new Promise<Error>((resolve) => subscription.once('error', resolve));
    const caughtUp = new Promise<'caught up'>((resolve) => subscription.once('caughtUp', () => resolve('caught up')));
    const outcome = await Promise.race([ended, caughtUp]);
    if (outcome === 'caught up') await subscription.unsubscribe();
    return { isConfirmed, outcome };
  };

  it.each([-1n, -30n])('that is no event (%s from one): a read is refused, in both directions', async (distance) => {
    const refused = 'UNKNOWN: Unexpected ReadAllResult: InvalidPosition';
    await expect(read(at(last + distance))).rejects.toThrow(refused);
    await expect(readBackwards(at(last + distance))).rejects.toThrow(refused);
  });

  it('that is no event: a subscription is confirmed, and then ends', async () => {
    const { isConfirmed, outcome } = await subscribed(at(last - 1n));
    expect(isConfirmed).toBe(true);
    expect(outcome).toMatchObject({ code: 3, message: expect.stringContaining('read from an invalid position') });
  });

  it.each([1n, 1_000_000_000n])('beyond the end (by %s): a read forwards finds nothing', async (distance) => {
    expect(await read(at(last + distance))).toEqual([]);
    expect(await read(HIGHEST)).toEqual([]);
  });

  it('beyond the end: a read backwards is refused', async () => {
    await expect(readBackwards(at(last + 1n))).rejects.toThrow('Unexpected ReadAllResult: InvalidPosition');
    await expect(readBackwards(at(last + 1_000_000_000n))).rejects.toThrow('Unexpected ReadAllResult: Error');
  });

  it('beyond the end: a subscription catches up, and brings nothing before the log has grown past it', async () => {
    const beyond = last + 1_000n;
    const subscription = store.client.subscribeToAll({ fromPosition: at(beyond) });
    await new Promise((resolve) => subscription.once('caughtUp', resolve).resume().pause());
    const stream = freshStream();
    const appended: bigint[] = [];
    for (let n = 0; appended.filter((position) => position > beyond).length < 2; n++) {
      appended.push((await store.client.appendToStream(stream, event(n))).position!.commit);
    }
    const seen = (await take(2, subscription)).map(({ commitPosition }) => commitPosition);
    expect(seen).toEqual(appended.filter((position) => position > beyond));
    expect(appended[0]).toBeLessThan(beyond);
    last = appended.at(-1)!;
    await subscription.unsubscribe();
  });

  it('with a lower prepare position is just before the event', async () => {
    expect(await read(at(last, 0n))).toHaveLength(1);
    const subscription = store.client.subscribeToAll({ fromPosition: at(last, 0n) });
    expect((await take(1, subscription)).map(({ commitPosition }) => commitPosition)).toEqual([last]);
    await subscription.unsubscribe();
    expect((await subscribed(at(last))).outcome).toBe('caught up');
  });

  it('of minus one is the end', async () => {
    expect(await read(MINUS_ONE)).toEqual([]);
    expect((await subscribed(MINUS_ONE)).outcome).toBe('caught up');
    const stream = freshStream();
    last = (await store.client.appendToStream(stream, event(7))).position!.commit;
    expect(await readBackwards(MINUS_ONE)).toEqual([7]);
  });

  it('with the prepare position after the commit position is answered as a fault', async () => {
    const fault = 'UNKNOWN: Exception was thrown by handler.';
    await expect(read(at(1n, 2n))).rejects.toThrow(fault);
    await expect(drain(store.client.subscribeToAll({ fromPosition: at(1n, 2n) }))).rejects.toThrow(fault);
  });
});

describe('A fresh node', () => {
  it('has an event of its own, at 548, that excludeSystemEvents leaves out', async () => {
    await onServer(null, async (client) => {
      for await (const { event: first, commitPosition } of client.readAll({ maxCount: 1 })) {
        expect(first).toMatchObject({ streamId: '$$$scavenges', type: '$metadata', revision: 0n });
        expect(first!.data).toMatchObject({ $maxAge: 2_592_000, $acl: { $r: '$ops' } });
        expect(commitPosition).toBe(548n);
      }
      await client.appendToStream('stream', event(1));
      const subscription = client.subscribeToAll({ filter: excludeSystemEvents() });
      expect((await take(1, subscription)).map(({ event: seen }) => seen?.type)).toEqual(['Numbered']);
      await subscription.unsubscribe();
    });
    expect.assertions(4);
  });
});
