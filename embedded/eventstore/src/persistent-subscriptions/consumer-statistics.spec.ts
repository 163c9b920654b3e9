import { describe, expect, it } from '@jest/globals';
import { ConsumerStatistics } from './consumer-statistics.js';

const measuredAfter = (...answers: number[]) => {
  const statistics = new ConsumerStatistics();
  for (const milliseconds of answers) statistics.answered(milliseconds);
  return Object.fromEntries(statistics.measurements().map(({ key, milliseconds }) => [key, milliseconds]));
};

describe('PersistentSubscriptions.GetInfo, extra statistics', () => {
  it('are of the last thousand answers, whatever their order', () => {
    const forgotten = Array.from({ length: 500 }, () => 10_000);
    const lastThousand = Array.from({ length: 1_000 }, (_, n) => ((n * 7) % 1_000) + 1);
    expect(measuredAfter(...forgotten, ...lastThousand)).toEqual({
      ...{ Mean: 501, Median: 500, Fastest: 1, Highest: 1_000 },
      ...{ 'Quintile 1': 200, 'Quintile 2': 400, 'Quintile 3': 600, 'Quintile 4': 800, 'Quintile 5': 1_000 },
      ...{ '90%': 900, '95%': 950, '99%': 990, '99.5%': 995, '99.9%': 999 },
    });
  });

  it('of a single answer are that answer, in whole milliseconds', () => {
    expect(new Set(Object.values(measuredAfter(12.4)))).toEqual(new Set([12]));
  });

  it('are none before the first answer', () => {
    expect(measuredAfter()).toEqual({});
  });
});
