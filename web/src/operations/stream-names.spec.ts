import { describe, expect, test } from '@jest/globals';
import { isStreamName, pathOfPasted, streamOf } from './stream-names.js';

describe('a stream is found', () => {
  test.each([
    ['order', '5', '', 'order-5'],
    ['storeMenu', '2002', '1', 'storeMenu-2002.1'],
    ['slots', '2002', '2026-03-01', 'slots-2002-2026-03-01'],
    ['receipts', ' 2002 ', '2026-03-01', 'receipts-2002-2026-03-01'],
    ['chain', '', '', 'chain-1'],
    ['customer', 'abc', '', 'customer-ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
    ['customer', 'a'.repeat(64), '', `customer-${'a'.repeat(64)}`],
  ] as const)('%s %s %s: %s', async (kind, first, second, stream) => {
    expect(await streamOf(kind, first, second)).toBe(stream);
    expect(isStreamName(stream)).toBe(true);
  });

  test.each([
    ['order', '', ''],
    ['order', '0', ''],
    ['order', '5-1', ''],
    ['storeMenu', '2002', ''],
    ['slots', '2002', 'today'],
    ['customer', ' ', ''],
  ] as const)('not by %s "%s" "%s"', async (kind, first, second) => {
    expect(await streamOf(kind, first, second)).toBeNull();
  });
});

test('what is pasted is the name of a stream, or else a correlation', () => {
  expect(pathOfPasted(' order-5 ')).toBe('/operations/events/stream/order-5');
  expect(pathOfPasted('storeMenu-2002.1')).toBe('/operations/events/stream/storeMenu-2002.1');
  expect(pathOfPasted('order-5-5')).toBe('/operations/events/caused/order-5-5');
  expect(pathOfPasted('a/b?c')).toBe('/operations/events/caused/a%2Fb%3Fc');
  expect(pathOfPasted('  ')).toBeNull();
});
