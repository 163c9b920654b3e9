import { expect, test } from '@jest/globals';
import { laneOf } from './lane-of.js';

test('the lane of a key never changes', () => {
  // A different answer would put a key into another lane, whose checkpoint says nothing about it.
  expect(['1', '2', '2002.1', 'alice'].map((key) => laneOf(key, 4))).toEqual([0, 1, 0, 3]);
});

test('keys are spread over all lanes', () => {
  const counts = [0, 0, 0, 0];
  for (let key = 0; key < 4_000; key++) counts[laneOf(String(key), 4)]! += 1;
  expect(Math.min(...counts)).toBeGreaterThan(900);
});
