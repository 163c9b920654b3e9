import { expect, test } from '@jest/globals';
import { partitionOf } from './leased-partition.js';

test('the partition of a key never changes', () => {
  // A different answer would put a key into another partition, whose checkpoint says nothing about it.
  expect(['1', '2', '2002.1', 'alice'].map((key) => partitionOf(key, 4))).toEqual([0, 1, 0, 3]);
});

test('keys are spread over all partitions', () => {
  const counts = [0, 0, 0, 0];
  for (let key = 0; key < 4_000; key++) counts[partitionOf(String(key), 4)]! += 1;
  expect(Math.min(...counts)).toBeGreaterThan(900);
});
