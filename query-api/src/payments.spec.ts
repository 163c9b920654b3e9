import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aPayment, AT } from './testing/documents.js';
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
    ['?paymentId=3', [3]],
    ['?paymentId=3&storeId=2002', []],
    ['?paymentId=999999999999999', []],
  ])('are those that are asked for: %s', async (query, ids) => {
    api.models.payments.put(1, aPayment({ paymentId: 1 }));
    api.models.payments.put(2, aPayment({ paymentId: 2, status: 'REFUNDED' }));
    api.models.payments.put(3, aPayment({ paymentId: 3, storeId: 2001 }));
    api.models.payments.put(4, aPayment({ paymentId: 4, businessDay: '2026-03-02' }));
    const { body } = await api.get(`/payments${query}`);
    expect((body as { items: { paymentId: number }[] }).items.map(({ paymentId }) => paymentId)).toEqual(ids);
  });

  test('are of no status, store, day or number that there can not be', async () => {
    for (const query of ['status=PAID', 'storeId=0', 'day=2026-02-30', 'paymentId=0', 'paymentId=x'])
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

describe('GET /payments/export', () => {
  const exported = (query: string, actor = 'admin') =>
    fetch(`${api.url}/payments/export?${query}`, { headers: { 'X-Actor': actor } });

  test('is a table of the payments of a day, in which nothing is a formula or about anybody', async () => {
    const made = { attempt: 1, amount: 30_100, currency: 'EUR', taxRate: 19, code: null } as const;
    const attempts = [
      { ...made, status: 'APPROVED', late: true, providerReference: 'ch_0' },
      { ...made, attempt: 2, status: 'APPROVED', late: false, providerReference: '=ch"1' },
    ] as const;
    const asked = { attempt: 2, reason: 'Alice wept', by: 'customer:alice', net: null, tax: null, code: null };
    const refunds = [
      { ...asked, refundId: 'r1', amount: 101, status: 'REFUNDED', at: at(1), settledAt: at(2) },
      { ...asked, refundId: 'r2', amount: 50, status: 'REQUESTED', at: at(3), settledAt: null },
    ] as const;
    api.models.payments.put(1, aPayment({ attempts, refunds, refunded: 101, status: 'REFUNDING' }));
    const declined = { attempts: [], status: 'DECLINED', currency: null, tax: null } as const;
    api.models.payments.put(2, aPayment({ paymentId: 2, storeId: 2001, requestedAt: at(5), ...declined }));
    api.models.payments.put(3, aPayment({ paymentId: 3, businessDay: '2026-03-02' }));
    const response = await exported('day=2026-03-01');
    expect(response.headers.get('Content-Type')).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers.get('Content-Disposition')).toBe('attachment; filename="payments-2026-03-01.csv"');
    const text = await response.text();
    expect(text.split('\r\n')).toEqual([
      'businessDay,storeId,paymentId,status,requestedAt,updatedAt,attempts,providerReference,currency,amount,taxRate,net,tax,refunded,refunds',
      `2026-03-01,2002,1,REFUNDING,${AT},${AT},2,"'=ch""1",EUR,301,19,252.94,48.06,1.01,1.01 REFUNDED ${at(2)}; 0.5 REQUESTED ${at(3)}`,
      `2026-03-01,2001,2,DECLINED,${at(5)},${AT},0,,,301,,,,0,`,
      '',
    ]);
    expect(text).not.toMatch(/alice/i);
    expect((await (await exported('day=2026-03-01&storeId=2001')).text()).split('\r\n')).toHaveLength(3);
  });

  test('has every payment of the day, however many', async () => {
    for (let paymentId = 1; paymentId <= 1_201; paymentId++)
      api.models.payments.put(paymentId, aPayment({ paymentId }));
    expect((await (await exported('day=2026-03-01')).text()).trim().split('\r\n')).toHaveLength(1_202);
  });

  test("is of a day, and head office's alone", async () => {
    expect((await exported('')).status).toBe(400);
    for (const actor of ['store:2002', 'customer:alice', 'operator'])
      expect((await exported('day=2026-03-01', actor)).status).toBe(403);
  });
});
