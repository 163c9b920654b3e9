import type { EventStore } from '@doremi/event-sourcing';
import type { Helper } from '@doremi/redis';
import { cartStream, menuStream } from '@doremi/domain';

/** Small integers given out in order: 1, 2, 3 … Gaps are fine; a number that is in use is refused by the event store. */
export interface IdSequence {
  /** A number that is most likely free. */
  next(): Promise<number>;
  /** Tells that a number was in use: the sequence is put right. */
  taken(id: number): Promise<void>;
}

/** The highest number that was given out in a log that is lost: neither the event store nor Redis have to know it. */
export interface HighWaterMark {
  /** As it was heard last. */
  known(): Promise<number>;
  /** Once whoever knows it has been asked anew, or was too slow to answer. */
  asked(): Promise<number>;
}

const nothingLost: HighWaterMark = { known: () => Promise.resolve(0), asked: () => Promise.resolve(0) };

/**
 * Numbers from Redis (`INCR`), above the high-water mark and whatever this process has seen. When Redis was emptied, the next free
 * number is found in the event store and Redis is put right; while Redis is away, the process goes on from the last number
 * that it saw.
 */
export const idSequence = (
  redis: Pick<Helper, 'next' | 'raise'>,
  store: Pick<EventStore, 'read'>,
  name: string,
  streamOf: (id: number) => string,
  lost = nothingLost,
): IdSequence => {
  /** The highest number given out, and the highest that is surely in use or below a free one that was found. */
  let last = 0;
  let searched = 0;
  let healing: Promise<void> | null = null;
  let lifting: Promise<void> | null = null;

  const isTaken = async (id: number): Promise<boolean> => (await store.read(streamOf(id), 0, 1)).length > 0;

  /** Galloping search: doubles the step until a free number is met, then halves the gap. */
  const firstFreeAfter = async (taken: number): Promise<number> => {
    let low = taken;
    let step = 1;
    while (await isTaken(low + step)) {
      low += step;
      step *= 2;
    }
    let high = low + step;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (await isTaken(middle)) low = middle;
      else high = middle;
    }
    return high;
  };

  const heal = async (id: number): Promise<void> => {
    if (id > searched) searched = (await firstFreeAfter(id)) - 1;
    last = Math.max(last, searched, await lost.asked());
    await redis.raise(name, last);
  };

  /** Redis gives out numbers that were given out before: it was emptied, or put back. */
  const lift = async (): Promise<void> => {
    last = Math.max(last, await lost.asked());
    await redis.raise(name, last);
  };

  return {
    next: async () => {
      const mark = await lost.known();
      let given = await redis.next(name);
      last = Math.max(last, mark);
      if (given !== null && given <= last) {
        lifting ??= lift().finally(() => {
          lifting = null;
        });
        await lifting;
        given = await redis.next(name);
      }
      last = given !== null && given > last ? given : last + 1;
      return last;
    },
    taken: (id) => {
      healing ??= heal(id).finally(() => {
        healing = null;
      });
      return healing;
    },
  };
};

/** Where the ids of new things come from; the others follow from what they belong to. */
export interface Ids {
  readonly menus: IdSequence;
  readonly carts: IdSequence;
}

export const idsOn = (
  redis: Helper,
  store: EventStore,
  highWaterMarks?: { readonly menu: HighWaterMark; readonly cart: HighWaterMark },
): Ids => ({
  menus: idSequence(redis, store, 'ids:menu', menuStream, highWaterMarks?.menu),
  carts: idSequence(redis, store, 'ids:cart', cartStream, highWaterMarks?.cart),
});
