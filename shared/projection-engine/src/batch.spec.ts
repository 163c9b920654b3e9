import { expect, test } from '@jest/globals';
import { BEGINNING, type Position, positionOf } from '@doremi/event-sourcing';
import { MemoryLog } from './testing/memory-log.js';
import { added } from './testing/tally.js';
import { batchOf } from './batch.js';

const log = new MemoryLog();
log.append('s', added('a'), added('b'));
const [first, second] = log.events;
if (!first || !second) throw new Error();
const ends = { first: positionOf(1_000n, 1_000n), last: positionOf(2_000n, 2_000n) };
const passed = (position: Position) => ({ kind: 'passed', position }) as const;

test('a batch ends at the last place that was seen', () => {
  expect(batchOf([{ kind: 'event', event: first }], BEGINNING, ends)).toEqual({
    events: [first],
    end: first.position,
    caughtUp: false,
  });
  expect(batchOf([{ kind: 'event', event: first }, passed(second.position)], BEGINNING, ends).end).toBe(
    second.position,
  );
});

test('a mark that lags behind the events never takes it back', () => {
  expect(batchOf([{ kind: 'event', event: second }, passed(first.position)], BEGINNING, ends).end).toBe(
    second.position,
  );
  expect(batchOf([passed(first.position)], second.position, ends).end).toBe(second.position);
});

test('whoever has caught up has passed what was there when the subscription began', () => {
  expect(batchOf([{ kind: 'caughtUp' }], BEGINNING, ends)).toEqual({ events: [], end: ends.first, caughtUp: true });
});

test.each([
  ['beyond the log’s end', positionOf(2_001n, 0n)],
  ['at no place at all', positionOf(2n ** 64n - 1n, 0n)],
])('a checkpoint %s says nothing', (_, position) => {
  expect(batchOf([{ kind: 'event', event: first }, passed(position)], BEGINNING, ends).end).toBe(first.position);
  expect(batchOf([passed(position), { kind: 'caughtUp' }], BEGINNING, ends).end).toBe(ends.first);
});

test('a checkpoint at the last event says so, though its prepare position is 0', () => {
  expect(batchOf([passed(positionOf(2_000n, 0n))], BEGINNING, ends).end).toBe(positionOf(2_000n, 0n));
});
