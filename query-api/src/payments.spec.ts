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

  test('one shows its attempts and refunds in decimals', async () => {
    const asked = { refundId: 'r1', attempt: 1, reason: 'late', by: 'head', status: 'REFUNDED' } as const;
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
