import { expect, test } from '@jest/globals';
import { BEGINNING, positionOf } from '@doremi/shared/kernel/position';
import { MemoryLog } from '../testing/memory-log.js';
import { added } from '../testing/tally.js';
import { batchOf } from './batch.js';

const log = new MemoryLog();
log.append('s', added('a'), added('b'));
const [first, second] = log.events;
if (!first || !second) throw new Error();
const known = positionOf(1_000n, 1_000n);

test('a batch ends at the last place that was seen', () => {
  expect(batchOf([{ kind: 'event', event: first }], BEGINNING, known)).toEqual({
    events: [first],
    end: first.position,
    caughtUp: false,
  });
  const passed = { kind: 'passed', position: second.position } as const;
  expect(batchOf([{ kind: 'event', event: first }, passed], BEGINNING, known).end).toBe(second.position);
});

test('a mark that lags behind the events never takes it back', () => {
  const passed = { kind: 'passed', position: first.position } as const;
  expect(batchOf([{ kind: 'event', event: second }, passed], BEGINNING, known).end).toBe(second.position);
  expect(batchOf([passed], second.position, known).end).toBe(second.position);
});

test('whoever has caught up has passed what was there when the subscription began', () => {
  expect(batchOf([{ kind: 'caughtUp' }], BEGINNING, known)).toEqual({ events: [], end: known, caughtUp: true });
});
