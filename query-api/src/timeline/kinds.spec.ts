import * as domain from '@doremi/domain';
import {
  cartStream,
  CHAIN_STREAM,
  customerHashOf,
  customerStream,
  LOG_STREAM,
  menuStream,
  orderStream,
  paymentStream,
  PLAIN_CARD,
  plainOrder,
  receiptsStream,
  slotsStream,
  storeMenuStream,
  storeStream,
} from '@doremi/domain';
import type { DoremiEvent } from '@doremi/domain/testing';
import { expect, test } from '@jest/globals';
import { pastIn } from '../as-of.js';
import { minute, PastLog } from '../testing/past-log.js';
import { startQueryApi } from '../testing/query-api.js';
import { STREAM_KINDS } from './kinds.js';

const ids = { cartId: 1, storeId: 2002, customerId: 'customer:alice' };
const line = { lineId: 1, menuId: 1, revision: 1, menuName: 'pizza3', quantity: 1, unitPrice: 15_050, options: [] };
const received = {
  ...{ ...ids, orderId: 1, paymentId: 1, lines: [line], total: 15_050, businessDay: '2026-03-01' },
  ...{ ...plainOrder(15_050), paidAt: minute(3) },
};
const DAY = '2026-03-01';
const card = { menuName: 'pizza3', menuType: 'pizza', description: '', price: 15_000, ...PLAIN_CARD };
const attempt = {
  ...{ ...ids, paymentId: 1, businessDay: '2026-03-01', attempt: 1, amount: 15_050 },
  ...{ idempotencyKey: '1-1', currency: null, taxRate: null },
};
const keyId = `${customerHashOf('alice')}.0`;
const accepted = { generation: 1, by: 'kim', position: '0', expectedEventId: 'e', floors: { menu: 0, cart: 0 } };
/** The first event of a stream of each kind, by the name of what says how such a stream is called. */
const BEGINNINGS: Readonly<Record<string, readonly [stream: string, event: DoremiEvent]>> = {
  menuStream: [menuStream(1), { type: 'MenuRegistered', data: { menuId: 1, revision: 1, ...card } }],
  storeStream: [
    storeStream(2002),
    { type: 'StoreRegistered', data: { storeId: 2002, storeName: 'Gangnam', address: '', timezone: 'Asia/Seoul' } },
  ],
  storeMenuStream: [
    storeMenuStream(2002, 1),
    { type: 'MenuConfirmationRequested', data: { storeId: 2002, menuId: 1, ...card, offer: 1, revision: 1 } },
  ],
  cartStream: [cartStream(1), { type: 'CartCreated', data: ids }],
  paymentStream: [paymentStream(1), { type: 'PaymentRequested', data: attempt }],
  orderStream: [orderStream(1), { type: 'OrderReceived', data: received }],
  slotsStream: [
    slotsStream(2002, DAY),
    {
      type: 'SlotTaken',
      data: { storeId: 2002, date: DAY, quarter: minute(15), cartId: 1, attempt: 1, takenAt: minute(1) },
    },
  ],
  receiptsStream: [
    receiptsStream(2002, DAY),
    { type: 'ReceiptNumbered', data: { storeId: 2002, businessDay: DAY, number: 1, orderId: 1 } },
  ],
  customerStream: [
    customerStream(customerHashOf('alice')),
    { type: 'PersonalDataErasureRequested', data: { keyId, by: 'alice' } },
  ],
  CHAIN_STREAM: [CHAIN_STREAM, { type: 'CurrencyFixed', data: { currency: 'KRW' } }],
  LOG_STREAM: [LOG_STREAM, { type: 'LogAccepted', data: accepted }],
};

test('every kind of stream that there is, is shown', () => {
  const named = Object.keys(domain).filter((name) => /Stream$|_STREAM$/.test(name));
  expect(Object.keys(BEGINNINGS).sort()).toEqual(named.sort());
  const kinds = Object.values(BEGINNINGS).map(([stream]) => stream.split('-')[0]);
  expect(kinds.sort()).toEqual([...STREAM_KINDS].sort());
});

test.each(Object.values(BEGINNINGS))('%s has a state after its first event', async (stream, event) => {
  const log = new PastLog();
  log.happened(stream, 1, event);
  const api = startQueryApi(pastIn(() => Promise.resolve(log)));
  const { status, body } = await api.get(`/events/timeline?stream=${stream}`, { 'X-Actor': 'operator' });
  expect({ status, faults: api.faults }).toEqual({ status: 200, faults: [] });
  const { items } = body as { items: readonly { readonly state: object | null }[] };
  expect(items.map(({ state }) => Object.keys(state ?? {}).length > 0)).toEqual([true]);
  api.stop();
});
