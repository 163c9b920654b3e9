import { describe, expect, test } from '@jest/globals';
import { positionOf } from './position.js';
import { readEventLog, readMismatch, type Mismatch } from './event-log.js';

const mismatch: Mismatch = {
  position: positionOf(7n, 7n),
  expectedEventId: 'a',
  found: null,
  build: 'orderBoard_v1_b1',
  provenAt: '2026-01-01T00:00:00.000Z',
  floors: { menu: 3, cart: 17 },
};

describe('what Redis says of the log', () => {
  test('is read as it was written', () => {
    expect(readMismatch(JSON.stringify(mismatch), ['menu', 'cart'])).toEqual(mismatch);
    for (const log of [
      { generation: 0, mismatch },
      { generation: 2, mismatch: null },
    ])
      expect(readEventLog(JSON.stringify(log), ['menu', 'cart'])).toEqual(log);
  });

  test.each([
    null,
    '',
    'nonsense',
    'null',
    '7',
    '{}',
    JSON.stringify({ ...mismatch, position: 'nowhere' }),
    JSON.stringify({ ...mismatch, floors: { menu: 1 } }),
    JSON.stringify({ ...mismatch, expectedEventId: 5 }),
  ])('%j is no mismatch', (text) => {
    expect(readMismatch(text, ['menu', 'cart'])).toBeNull();
  });

  test.each([
    'nonsense',
    'null',
    '[]',
    '{}',
    '{"generation":1}',
    '{"generation":1,"mismatch":{}}',
    '{"mismatch":null}',
  ])('%j is no message about it', (message) => {
    expect(readEventLog(message, ['menu', 'cart'])).toBeNull();
  });
});
