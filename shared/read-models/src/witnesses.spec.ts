import { describe, expect, test } from '@jest/globals';
import { positionOf } from '@doremi/event-sourcing';
import { slotOf, witnessOf, witnessText } from './witnesses.js';

describe('witnesses', () => {
  test.each([2, 3, 100, 1_000, 65_536, 1_000_000])(
    'of the last %d, the newest are dense and the older far apart',
    (last) => {
      const kept = new Map<number, number>();
      for (let number = 1; number <= last; number++) kept.set(slotOf(number), number);
      expect(Math.max(...kept.keys())).toBeLessThan(16);
      const ages = [...kept.values()].map((number) => last - number).sort((a, b) => a - b);
      expect(ages.slice(0, 2)).toEqual([0, 1]);
      for (const [index, age] of ages.entries()) expect(age).toBeLessThanOrEqual(2 ** index);
      // So long ago as there is room for.
      expect(ages.at(-1)).toBeGreaterThanOrEqual(Math.min(last - 2, 2 ** 14) / 4);
    },
  );

  test('are read as they were written', () => {
    const witness = { position: positionOf(7n, 7n), revision: 3, id: 'a-b', stream: 'storeMenu-1.2' };
    expect(witnessOf(witnessText(witness))).toEqual(witness);
  });

  test.each(['', 'x', `${positionOf(7n, 7n)} -1 a s`, `${positionOf(7n, 7n)} 1 a`, `7 1 a s`])('%j is none', (text) => {
    expect(witnessOf(text)).toBeNull();
  });
});
