import { expect, test } from '@jest/globals';
import { spanOf } from './span.js';

test.each([
  [0, { amount: 0, unit: 'second' }],
  [0.26, { amount: 0.3, unit: 'second' }],
  [42.4, { amount: 42, unit: 'second' }],
  [150, { amount: 3, unit: 'minute' }],
  [7_300, { amount: 2, unit: 'hour' }],
  [200_000, { amount: 2, unit: 'day' }],
])('%s seconds', (seconds, span) => {
  expect(spanOf(seconds)).toEqual(span);
});
