import { expect, test } from '@jest/globals';
import { pointsOf, Samples, SHOWN_MS } from './samples.js';

test('what is older than the minutes that are drawn is forgotten, and so is what is there no more', () => {
  const samples = new Samples();
  samples.note(
    0,
    new Map([
      ['a', 1],
      ['b', 1],
    ]),
  );
  samples.note(SHOWN_MS, new Map([['a', 2]]));
  expect(samples.of('a')).toEqual([{ at: SHOWN_MS, value: 2 }]);
  expect(samples.of('b')).toEqual([]);
});

test('now is at the right, the highest value at the top', () => {
  const samples = [
    { at: 0, value: 0 },
    { at: SHOWN_MS / 2, value: 10 },
    { at: SHOWN_MS, value: 5 },
  ];
  expect(pointsOf(samples, SHOWN_MS, 100, 20)).toBe('0.0,20.0 50.0,0.0 100.0,10.0');
});
