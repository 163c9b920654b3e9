import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aPayment } from './testing/documents.js';
import { startQueryApi, type QueryApi } from './testing/query-api.js';
import { everyItem } from './testing/serve.js';

let api: QueryApi;
beforeEach(() => void (api = startQueryApi()));
afterEach(() => api.stop());

const at = (second: number) => `2026-03-01T10:00:0${second}.000Z`;

describe('payments', () => {
  test('are listed newest first, those of one instant by id, over pages', async () => {
    const requested = { 1: at(1), 2: at(3), 3: at(3), 4: at(2) };
    for (const [id, requestedAt] of Object.entries(requested))
      api.models.payments.put(Number(id), aPayment({ paymentId: Number(id), requestedAt }));
    const seen = await everyItem<{ paymentId: number }>(api, '/payments', 1);
    expect(seen.map(({ paymentId }) => paymentId)).toEqual([3, 2, 4, 1]);
  });

  test.each([
    ['', [4, 3, 2, 1]],
    ['?status=REFUNDED', [2]],
    ['?storeId=2001', [3]],
    ['?day=2026-03-02', [4]],
    ['?storeId=2002&day=2026-03-01&status=APPROVED', [1]],
    ['?storeId=2001&day=2026-03-02', []],
  ])('are those that are asked for: %s', async (query, ids) => {
    api.models.payments.put(1, aPayment({ paymentId: 1 }));
    api.models.payments.put(2, aPayment({ paymentId: 2, status: 'REFUNDED' }));
    api.models.payments.put(3, aPayment({ paymentId: 3, storeId: 2001 }));
    api.models.payments.put(4, aPayment({ paymentId: 4, businessDay: '2026-03-02' }));
    const { body } = await api.get(`/payments${query}`);
    expect((body as { items: { paymentId: number }[] }).items.map(({ paymentId }) => paymentId)).toEqual(ids);
  });

  test('are of no status, store or day that there can not be', async () => {
    for (const query of ['status=PAID', 'storeId=0', 'day=2026-02-30'])
      expect(await api.get(`/payments?${query}`)).toMatchObject({ status: 400, body: { code: 'FIELDS_INVALID' } });
  });

  test('one shows its attempts and refunds in decimals', async () => {
    const who = { by: 'admin', at: at(1), settledAt: at(2), code: null };
    const asked = { refundId: 'r1', attempt: 1, reason: 'late', status: 'REFUNDED', ...who } as const;
    const refund = { ...asked, amount: 101, net: 85, tax: 16 };
    api.models.payments.put(1, aPayment({ refunded: 101, refunds: [refund] }));
    expect(await api.get('/payments/1')).toMatchObject({
      status: 200,
      body: {
        paymentId: 1,
        amount: 301,
        refunded: 1.01,
        status: 'APPROVED',
        attempts: [{ attempt: 1, amount: 301, status: 'APPROVED', late: false, code: null, providerReference: 'ch_1' }],
        currency: 'EUR',
        tax: { rate: 19, net: 252.94, tax: 48.06 },
        refunds: [{ ...asked, amount: 1.01, net: 0.85, tax: 0.16 }],
      },
    });
    expect(await api.get('/payments/2')).toMatchObject({ status: 404, body: { code: 'PAYMENT_NOT_FOUND' } });
  });

  test("are head office's alone", async () => {
    expect(await api.get('/payments', { 'X-Actor': 'admin' })).toMatchObject({ status: 200 });
    expect(await api.get('/payments', { 'X-Actor': 'customer:alice' })).toMatchObject({ status: 403 });
  });
});
