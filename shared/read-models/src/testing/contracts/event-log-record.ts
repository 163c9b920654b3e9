import { beforeEach, describe, expect, test } from '@jest/globals';
import { type Mismatch, positionOf } from '@doremi/event-sourcing';
import type { ReadModelStore } from '../../read-model-store.js';

const mismatch = (n: bigint): Mismatch => ({
  position: positionOf(n, n),
  expectedEventId: `event-${n}`,
  found: null,
  build: 'orderBoard_v1_b1',
  provenAt: '2026-01-01T00:00:00.000Z',
  floors: { menu: 3, cart: 17 },
});
const at = new Date('2026-01-02T00:00:00Z');

/** What the record of the log of every read-model store promises; the store is new and empty for each test. */
export const eventLogRecordContract = (store: () => ReadModelStore): void => {
  describe('the record of the log', () => {
    let record: ReadModelStore['eventLog'];
    beforeEach(() => {
      record = store().eventLog;
    });

    test('knows of nothing at first', async () => {
      expect(await record.read()).toEqual({ generation: 0, mismatch: null, accepted: [] });
      expect(await record.accept({ generation: 1, by: 'kim', at, mismatch: mismatch(7n) })).toBe(false);
    });

    test('keeps the first mismatch, whoever proves one at the same time', async () => {
      const proven = await Promise.all([7n, 8n, 9n].map((n) => record.prove(0, mismatch(n))));
      expect(proven.filter(Boolean)).toHaveLength(1);
      expect(await record.read()).toMatchObject({
        generation: 0,
        mismatch: mismatch([7n, 8n, 9n][proven.indexOf(true)] ?? 0n),
      });
    });

    test('says who accepted what; the mismatch is settled with it, once', async () => {
      await record.prove(0, mismatch(7n));
      const accepted = { generation: 1, by: 'kim', at, mismatch: mismatch(7n) };
      const outcomes = await Promise.all([accepted, { ...accepted, by: 'lee' }].map((one) => record.accept(one)));
      expect(outcomes.filter(Boolean)).toHaveLength(1);
      const by = outcomes[0] ? 'kim' : 'lee';
      expect(await record.read()).toEqual({ generation: 1, mismatch: null, accepted: [{ ...accepted, by }] });
    });

    test('takes no proof from a generation that is over', async () => {
      await record.prove(0, mismatch(7n));
      await record.accept({ generation: 1, by: 'kim', at, mismatch: mismatch(7n) });
      const accepted = await record.read();
      expect(await record.prove(0, mismatch(8n))).toBe(false);
      expect(await record.read()).toEqual(accepted);
      expect(await record.prove(1, mismatch(8n))).toBe(true);
    });

    test('learns of a generation from the log, and never goes back', async () => {
      expect(await record.raise(2)).toBe(true);
      expect(await record.raise(1)).toBe(false);
      expect((await record.read()).generation).toBe(2);
    });
  });
};
