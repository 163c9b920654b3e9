import { beforeEach, describe, expect, it } from '@jest/globals';
import { RecentEvents } from './recent-events.js';
import type { RecordedEvent } from './recorded-event.js';

describe('the last events, in memory', () => {
  let recent: RecentEvents;
  beforeEach(() => void (recent = new RecentEvents()));
  const add = (position: number, size = 1): void => recent.add({ position, size } as RecordedEvent);
  const from = (position: number): number[] | undefined => recent.from(position)?.map((event) => event.position);

  it('are given from a position on, whether there is an event at it or not', () => {
    for (const position of [10, 20, 30]) add(position);
    expect([from(0), from(10), from(11), from(30), from(31)]).toEqual([[10, 20, 30], [10, 20, 30], [20, 30], [30], []]);
  });

  it('are a thousand at most: who asks for older ones is told that they are not here', () => {
    for (let position = 1; position <= 1_001; position++) add(position);
    expect(from(1)).toBeUndefined();
    expect(from(2)).toHaveLength(1_000);
  });

  it('are a mebibyte at most', () => {
    for (const position of [1, 2, 3]) add(position, 512 * 1024);
    expect([from(1), from(2)]).toEqual([undefined, [2, 3]]);
    add(4, 1024 * 1024);
    expect([from(3), from(4)]).toEqual([undefined, [4]]);
  });

  it('are none after a clear, and what was there before is not here', () => {
    add(1, 1024 * 1024);
    recent.clear(7);
    expect([from(7), from(8)]).toEqual([undefined, []]);
    add(8, 1024 * 1024);
    expect(from(8)).toEqual([8]);
  });
});
