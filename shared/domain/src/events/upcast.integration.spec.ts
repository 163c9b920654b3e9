import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import {
  anyCartEvent,
  anyMenuEvent,
  anyOrderEvent,
  anyPaymentEvent,
  anySlotEvent,
  anyStoreEvent,
  anyStoreMenuEvent,
} from '../testing/any-event.js';
import { plainOrder, plainTerms } from './order-terms.js';
import { writtenOf, currentVersionOf, upcast } from './upcast.js';

interface Golden {
  type: string;
  schemaVersion: number;
  data: Record<string, unknown>;
}

const folder = new URL('./golden/', import.meta.url);
const golden = (file: string) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Golden;

describe('upcasting', () => {
  test('StoreRegistered v1 gains the timezone that every store had then', () => {
    const { type, schemaVersion, data } = golden('StoreRegistered.v1.json');
    expect(upcast(type, schemaVersion, data)).toEqual({
      type: 'StoreRegistered',
      data: { storeId: 2001, storeName: 'Gangnam', address: '12 Teheran-ro, Seoul', timezone: 'Asia/Seoul' },
    });
  });

  test('MenuAddHeld v1 did not say what the customer was shown', () => {
    const { type, schemaVersion, data } = golden('MenuAddHeld.v1.json');
    expect(upcast(type, schemaVersion, data)).toEqual({ type, data: { ...data, seen: null, options: [] } });
  });

  test.each(['MenuAddedToCart.v1', 'HeldMenuAdded.v1', 'MenuAddHeld.v2'])('%s had no options', (name) => {
    const { type, schemaVersion, data } = golden(`${name}.json`);
    expect(upcast(type, schemaVersion, data)).toEqual({ type, data: { ...data, options: [] } });
  });

  test('OrderCancelled v1 said neither what was cancelled nor why', () => {
    const { type, schemaVersion, data } = golden('OrderCancelled.v1.json');
    expect(upcast(type, schemaVersion, data)).toEqual({ type, data: { ...data, code: null, lines: [] } });
  });

  const total = 30_000;
  const terms = {
    CartOrdered: { ...plainTerms(total), quarter: null },
    CartPaid: plainTerms(total),
    OrderReceived: plainOrder(total),
  };

  test.each(Object.entries(terms))('%s v1 had lines without options, and no terms', (name, added) => {
    const { type, schemaVersion, data } = golden(`${name}.v1.json`);
    const lines = (data.lines as object[]).map((line) => ({ ...line, options: [] }));
    expect(upcast(type, schemaVersion, data)).toEqual({ type, data: { ...data, lines, ...added } });
  });

  test.each(Object.entries(terms))('%s v2 cost its lines, in no currency that was written down', (name, added) => {
    const { type, schemaVersion, data } = golden(`${name}.v2.json`);
    expect(upcast(type, schemaVersion, data)).toEqual({ type, data: { ...data, ...added } });
  });

  test('CartOrdered v3 took no place that is counted', () => {
    const { type, schemaVersion, data } = golden('CartOrdered.v3.json');
    expect(upcast(type, schemaVersion, data)).toEqual({ type, data: { ...data, quarter: null } });
  });

  test('DeliveryCompleted v1 was given without a promise', () => {
    const { type, schemaVersion, data } = golden('DeliveryCompleted.v1.json');
    expect(upcast(type, schemaVersion, data)).toEqual({ type, data: { ...data, promisedAt: null, secondsLate: null } });
  });

  test.each(['CookingRecalled.v1', 'DeliveryFailed.v1', 'OrderCancelled.v2'])('%s had a reason in clear', (name) => {
    const { type, schemaVersion, data } = golden(`${name}.json`);
    expect(upcast(type, schemaVersion, data)).toEqual({ type, data });
    for (const reason of [null, { keyId: 'a.0' }])
      expect(writtenOf({ type, data: { ...data, reason } }).schemaVersion).toBe(schemaVersion + 1);
  });

  test.each(['MenuRegistered', 'MenuRevised', 'MenuOffered', 'MenuConfirmationRequested'])(
    '%s v1 had a card without category, allergens, picture and options',
    (name) => {
      const { type, schemaVersion, data } = golden(`${name}.v1.json`);
      const more = { category: null, position: null, allergens: [], imageUrl: null, optionGroups: [] };
      expect(upcast(type, schemaVersion, data)).toEqual({ type: name, data: { ...data, ...more } });
    },
  );

  test('the newest version passes unchanged', () => {
    const data = { storeId: 1, storeName: 'Seattle', address: '', timezone: 'America/Los_Angeles' };
    expect(upcast('StoreRegistered', currentVersionOf('StoreRegistered'), data).data).toEqual(data);
  });

  test('an event is written as the oldest version has it that can say it', () => {
    for (const file of readdirSync(folder)) {
      const { type, schemaVersion, data } = golden(file);
      expect(writtenOf(upcast(type, schemaVersion, data))).toEqual({ event: { type, data }, schemaVersion });
    }
  });

  const any = fc.oneof(
    ...[anyCartEvent, anyMenuEvent, anyOrderEvent, anyPaymentEvent, anySlotEvent, anyStoreEvent, anyStoreMenuEvent],
  );

  test('nothing is lost of an event that is written', () => {
    fc.assert(
      fc.property(any, (made) => {
        const { event, schemaVersion } = writtenOf(made);
        expect(upcast(event.type, schemaVersion, event.data as Record<string, unknown>)).toEqual(made);
      }),
    );
  });

  test('every golden file is of an older version that is still read', () => {
    const files = readdirSync(folder);
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      const { type, schemaVersion } = golden(file);
      expect(file).toBe(`${type}.v${schemaVersion}.json`);
      expect(schemaVersion).toBeLessThan(currentVersionOf(type));
    }
  });
});
