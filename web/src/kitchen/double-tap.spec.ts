import { expect, test } from '@jest/globals';
import { DoubleTaps, type Tap } from './double-tap.js';

const tap = (at: number, on: string, more: Partial<Tap> = {}): Tap => ({
  ...{ at, on, place: [100, 200], name: 'Start cooking', isStill: () => false },
  ...more,
});
const strays = (...taps: Tap[]): boolean[] => {
  const known = new DoubleTaps();
  return taps.map((one) => known.isStray(one));
};

test('what slid under the finger is not meant, until the finger has rested', () => {
  expect(strays(tap(0, 'order 1'), tap(200, 'order 2'), tap(400, 'order 3'), tap(600, 'order 2'))).toEqual([
    ...[false, true, true, false],
  ]);
});

test('a finger is never quite where it was, and elsewhere is meant', () => {
  const [beside, elsewhere] = [{ place: [110, 190] }, { place: [100, 260] }] as const;
  expect(strays(tap(0, 'order 1'), tap(200, 'order 2', beside))).toEqual([false, true]);
  expect(strays(tap(0, 'order 1'), tap(200, 'order 2', elsewhere))).toEqual([false, false]);
});

test('the same button is pressed again and again, unless it says something else by then', () => {
  const more = { name: 'Five minutes more' };
  expect(strays(tap(0, 'more', more), tap(100, 'more', more), tap(200, 'more', more))).toEqual([false, false, false]);
  expect(strays(tap(0, 'recall', { name: 'Recall 6' }), tap(200, 'recall', { name: 'Recall 5' }))).toEqual([
    ...[false, true],
  ]);
});

test('where nothing moved, what is beside it is meant', () => {
  expect(strays(tap(0, 'less', { isStill: () => true }), tap(100, 'more'))).toEqual([false, false]);
});

test('a key has no place: it is of the button that it presses', () => {
  const key = { place: null };
  expect(strays(tap(0, 'order 1', key), tap(100, 'order 2', key))).toEqual([false, false]);
  expect(strays(tap(0, 'recall', { ...key, name: '6' }), tap(100, 'recall', { ...key, name: '5' }))).toEqual([
    ...[false, true],
  ]);
});

test('a key and a finger are never two halves of one', () => {
  const key = { place: null, name: 'Sold out' };
  expect(strays(tap(0, 'Margherita', { name: 'Restock' }), tap(100, 'Margherita', key))).toEqual([false, false]);
  expect(strays(tap(0, 'Margherita', key), tap(100, 'Margherita', { name: 'Restock' }))).toEqual([false, false]);
});
