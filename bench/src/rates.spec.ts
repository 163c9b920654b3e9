import { expect, test } from '@jest/globals';
import { costsOf } from './costs.js';
import { figureOfRates } from './rates.js';

test('a figure has the median ratio of the rounds, their spread, and what one cost each process', () => {
  const rate = (perSecond: number, client: number) => ({ perSecond, costs: { client, 'event store': NaN } });
  const rounds = {
    ours: [rate(70, 9), rate(80, 12), rate(60, 11)],
    baseline: [100, 100, 120].map((one) => rate(one, 3)),
  };
  expect(figureOfRates('reads', rounds, 0.75)).toEqual({
    what: 'reads',
    ours: '70/s (client 11, event store – µs)',
    baseline: '100/s (client 3.0, event store – µs)',
    ratio: '0.70',
    spread: '0.50–0.80',
    target: '≥ 0.75',
    reached: false,
  });
});

test('a cost is for one of what was done, and nothing where nobody could be looked at', () => {
  expect(costsOf({ worker: 1_000, mongo: NaN }, { worker: 3_000, mongo: NaN }, 100)).toEqual({
    worker: 20,
    mongo: NaN,
  });
});
