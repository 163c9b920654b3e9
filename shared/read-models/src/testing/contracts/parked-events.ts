import { beforeEach, describe, expect, test } from '@jest/globals';
import { positionOf } from '@doremi/event-sourcing';
import type { ParkedEvent } from '../../parked-events.js';
import type { ReadModelStore } from '../../read-model-store.js';

const at = (n: bigint) => positionOf(n, n);

/** What the parked events of every read-model store promise: who holds the partition by now has the last word. */
export const parkedEventsContract = (store: () => ReadModelStore): void => {
  describe('entries of parked events', () => {
    let entries: ReadModelStore['parkedEvents'];

    beforeEach(async () => {
      entries = store().parkedEvents;
      await entries.drop('b');
    });

    const entry = (epoch: number, error: string, position = at(5n)): ParkedEvent => ({
      ...{ build: 'b', partition: 0, key: 'k', after: at(1n), position, type: 'Poisoned', stream: 's' },
      ...{ error, parkedAt: new Date(), retry: false, epoch },
    });
    const only = async () => (await entries.list(['b']))[0];

    test('are replaced by the newer owner of the partition, never by an older one', async () => {
      await entries.park([entry(2, 'by the second')]);
      await entries.park([entry(1, 'by the first')]);
      expect((await only())?.error).toBe('by the second');
      await entries.park([entry(3, 'by the third')]);
      expect((await only())?.error).toBe('by the third');
      expect(await entries.list(['b'])).toHaveLength(1);
    });

    test('are not removed by an older owner', async () => {
      await entries.park([entry(2, 'e')]);
      await entries.remove('b', 'k', 1);
      expect(await entries.list(['b'])).toHaveLength(1);
      await entries.remove('b', 'k', 2);
      expect(await entries.list(['b'])).toEqual([]);
    });

    test('can be skipped where they are still about the same event', async () => {
      await entries.park([entry(1, 'e')]);
      expect(await entries.askSkip('b', 'k', at(6n))).toBe(false);
      expect(await entries.askSkip('b', 'k', at(5n))).toBe(true);
      expect(await only()).toMatchObject({ retry: true, skip: at(5n) });
    });

    test('keep what was asked for while a try went on, and nothing else', async () => {
      await entries.park([entry(1, 'e')]);
      await entries.askRetry('b', 'k');
      await entries.parkAgain(entry(1, 'again'), undefined);
      expect(await only()).toMatchObject({ error: 'again', retry: false });
      await entries.askSkip('b', 'k', at(5n));
      await entries.parkAgain(entry(1, 'a try from before that'), undefined);
      expect(await only()).toMatchObject({ error: 'again', retry: true, skip: at(5n) });
      await entries.parkAgain(entry(1, 'the next one', at(7n)), at(5n));
      expect(await only()).toMatchObject({ error: 'the next one', retry: false, position: at(7n) });
      expect(await only()).not.toHaveProperty('skip');
    });
  });
};
