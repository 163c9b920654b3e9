import { beforeEach, describe, expect, it } from '@jest/globals';
import { ReadPages } from './read-pages.js';
import type { RecordedEvent } from './recorded-event.js';

describe('the pages that were read last', () => {
  let pages: ReadPages;
  beforeEach(() => void (pages = new ReadPages()));
  const add = (from: number, ...positions: number[]): void =>
    pages.add(
      from,
      positions.map((position) => ({ position }) as RecordedEvent),
    );
  const from = (position: number): number[] | undefined => pages.from(position)?.map((event) => event.position);

  it('give what stands in one of them from a position on, whether there is an event at it or not', () => {
    add(5, 10, 20, 30);
    add(31, 50, 60);
    expect([from(5), from(10), from(11), from(30)]).toEqual([[10, 20, 30], [10, 20, 30], [20, 30], [30]]);
    expect([from(31), from(49), from(51)]).toEqual([[50, 60], [50, 60], [60]]);
  });

  it('say nothing of what is in none: there may be events between two', () => {
    add(1);
    add(10, 10, 20);
    add(50, 50, 60);
    expect([from(1), from(9), from(21), from(49), from(61)]).toEqual(Array(5).fill(undefined));
  });

  it('are thirty-two at most, and none after a clear', () => {
    for (let position = 1; position <= 33; position++) add(position, position);
    expect([from(1), from(2)]).toEqual([undefined, [2]]);
    pages.clear();
    expect(from(2)).toBeUndefined();
  });
});
