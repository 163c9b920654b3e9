import { type PersonalDetails, plainTerms, type Receipt, taxOf } from '@doremi/domain';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aStore } from '../testing/documents.js';
import { type QueryApi, startQueryApi } from '../testing/query-api.js';

let api: QueryApi;
beforeEach(() => {
  api = startQueryApi();
  api.models.stores.put(2002, aStore());
  api.models.receipts.put(7, receipt);
});
afterEach(() => api.stop());

const olives = { groupId: 'toppings', optionId: 'olives', name: 'Olives {green}', priceDelta: 150 };
const line = {
  lineId: 1,
  menuId: 1,
  revision: 1,
  menuName: 'pizza3',
  quantity: 2,
  unitPrice: 15_150,
  options: [olives],
};
const receipt: Receipt = {
  ...{ orderId: 7, storeId: 2002, customerId: 'customer:alice', orderNumber: 12, businessDay: '2026-01-31' },
  ...{ paidAt: '2026-01-31T03:00:00.000Z', lines: [line], total: 30_600 },
  terms: { ...plainTerms(30_300), deliveryFee: 300, currency: 'EUR', tax: taxOf(30_600, 19, 'EUR') },
  closedAt: null,
  refunds: [{ refundId: 'r1', amount: 600, net: 504, tax: 96, at: '2026-02-01T09:30:00.000Z' }],
};

const printed = async (path: string, accept: string, actor = 'customer:alice') => {
  const answer = await fetch(`${api.url}${path}`, { headers: { Accept: accept, 'X-Actor': actor } });
  return { status: answer.status, headers: answer.headers, bytes: Buffer.from(await answer.arrayBuffer()) };
};

describe('GET /orders/{orderId}/receipt', () => {
  test('has seller, number, lines, net, tax and what went back', async () => {
    expect((await api.get('/orders/7/receipt', { 'X-Actor': 'customer:alice' })).body).toEqual({
      ...{ orderId: 7, orderNumber: 12, businessDay: '2026-01-31', paidAt: '2026-01-31T03:00:00.000Z' },
      seller: { storeId: 2002, storeName: 'Gangnam', address: '12 Teheran-ro, Seoul' },
      lines: [{ ...line, unitPrice: 151.5, options: [{ ...olives, priceDelta: 1.5 }] }],
      ...{ subtotal: 303, deliveryFee: 3, total: 306, currency: 'EUR' },
      tax: { rate: 19, net: 257.14, tax: 48.86 },
      fulfilment: null,
      refunds: [{ refundId: 'r1', amount: 6, net: 5.04, tax: 0.96, at: '2026-02-01T09:30:00.000Z' }],
      refunded: 6,
    });
  });

  test('as text, in so many columns', async () => {
    const { headers, bytes } = await printed('/orders/7/receipt?columns=32', 'text/plain');
    expect(headers.get('Content-Type')).toBe('text/plain; charset=utf-8');
    expect(headers.get('Vary')).toMatch('Accept');
    expect(bytes.toString()).toBe(
      [
        '             Gangnam',
        '      12 Teheran-ro, Seoul',
        '--------------------------------',
        'No. 12                2026-01-31',
        '2026-01-31 12:00',
        '--------------------------------',
        'pizza3',
        '  + Olives {green}',
        '2 x 151.50                303.00',
        '--------------------------------',
        'Subtotal                  303.00',
        'Delivery                    3.00',
        'TOTAL EUR                 306.00',
        'Net                       257.14',
        'VAT 19%                    48.86',
        '--------------------------------',
        'Refund 2026-02-01 18:30',
        'Amount                     -6.00',
        'Net                        -5.04',
        'VAT                        -0.96',
        '--------------------------------',
        'Paid                      300.00',
        '',
      ].join('\n'),
    );
  });

  test('as a picture, and as what a printer takes', async () => {
    const svg = await printed('/orders/7/receipt', 'image/svg+xml');
    expect(svg.headers.get('Content-Type')).toMatch('image/svg+xml');
    expect(svg.bytes.toString()).toMatch(/^<svg width="504px"/);
    const escpos = await printed('/orders/7/receipt', 'application/vnd.escpos');
    expect(escpos.headers.get('Content-Type')).toBe('application/vnd.escpos');
    expect(escpos.bytes.subarray(0, 2)).toEqual(Buffer.from('\x1b@', 'latin1'));
    const again = await fetch(`${api.url}/orders/7/receipt`, {
      headers: { Accept: 'image/svg+xml', 'X-Actor': 'admin', 'If-None-Match': svg.headers.get('ETag') ?? '' },
    });
    expect(again.status).toBe(304);
  });

  test.each(['customer:alice', 'store:2002', 'admin'])('is for %s', async (actor) => {
    expect(await api.get('/orders/7/receipt', { 'X-Actor': actor })).toMatchObject({ status: 200 });
  });

  test.each(['customer:bob', 'store:2003'])('is not for %s', async (actor) => {
    const answer = await api.get('/orders/7/receipt', { 'X-Actor': actor });
    expect(answer).toMatchObject({ status: 404, body: { code: 'ORDER_NOT_FOUND' } });
  });

  test('there is none of an order that was ordered before orders were numbered', async () => {
    api.models.receipts.put(8, { ...receipt, orderId: 8, orderNumber: null, terms: plainTerms(30_600) });
    const answer = await api.get('/orders/8/receipt', { 'X-Actor': 'customer:alice' });
    expect(answer).toMatchObject({ status: 409, body: { code: 'NO_RECEIPT', orderId: 8 } });
    expect(await api.get('/orders/8/ticket', { 'X-Actor': 'store:2002' })).toMatchObject({
      body: { orderNumber: null },
    });
  });

  test.each(['23', '97', 'wide', '42.5'])('columns=%s are refused', async (columns) => {
    const answer = await api.get(`/orders/7/receipt?columns=${columns}`, { 'X-Actor': 'admin' });
    expect(answer).toMatchObject({ status: 400, body: { code: 'FIELDS_INVALID' } });
  });

  test('a seller that the read model has not heard of yet goes by its number', async () => {
    api.models.stores.clear();
    const { body } = await api.get('/orders/7/receipt', { 'X-Actor': 'admin' });
    expect(body).toMatchObject({ seller: { storeId: 2002, storeName: 'Store 2002', address: '' } });
  });
});

describe('GET /orders/{orderId}/ticket', () => {
  test('has what is cooked, and no price', async () => {
    expect((await api.get('/orders/7/ticket', { 'X-Actor': 'store:2002' })).body).toEqual({
      ...{ orderId: 7, orderNumber: 12, businessDay: '2026-01-31', paidAt: '2026-01-31T03:00:00.000Z' },
      seller: { storeId: 2002, storeName: 'Gangnam', address: '12 Teheran-ro, Seoul' },
      ...{ type: 'DELIVERY', wantedAt: null, personal: null },
      lines: [{ quantity: 2, menuName: 'pizza3', options: ['Olives {green}'] }],
    });
  });

  test('says how it gets to its customer, and when they want it', async () => {
    const fulfilment = { type: 'PICKUP', wantedAt: '2026-01-31T10:30:00.000Z', personal: null } as const;
    api.models.receipts.put(7, { ...receipt, terms: { ...receipt.terms, fulfilment } });
    const { bytes } = await printed('/orders/7/ticket?columns=24', 'text/plain', 'store:2002');
    expect(bytes.toString()).toBe(
      [
        ...['         No. 12', '         PICKUP', '    2026-01-31 19:30', '2026-01-31 12:00'],
        ...['-'.repeat(24), '2 x pizza3', '+ Olives {green}', ''],
      ].join('\n'),
    );
  });

  test.each([
    ['store:2003', 404],
    ['customer:alice', 403],
    ['admin', 403],
  ])('is not for %s', async (actor, status) => {
    expect(await api.get('/orders/7/ticket', { 'X-Actor': actor })).toMatchObject({ status });
  });
});

describe('whom it is for and where it goes', () => {
  const personal: PersonalDetails = {
    contact: { name: 'Alice {Liddell}', phone: '276150' },
    address: { line1: 'Christ Church', line2: null, postcode: 'OX1 1DP', city: 'Oxford' },
    note: 'ring\ntwice',
  };
  const KEY = 'alice.0';
  /** Order 7, which was closed so many hours ago, or is not. */
  const put = async (closedFor: number | null = null): Promise<void> => {
    const of = { stream: 'cart-7', eventId: 'e' };
    const sealed = await api.personal.seal(KEY, 7, [{ of, value: personal }]);
    if (typeof sealed === 'string' || !sealed[0]) throw new Error('not sealed');
    const fulfilment = { type: 'DELIVERY', wantedAt: null, personal: sealed[0] } as const;
    const closedAt = closedFor === null ? null : new Date(Date.now() - closedFor * 3_600_000).toISOString();
    api.models.receipts.put(7, { ...receipt, terms: { ...receipt.terms, fulfilment }, closedAt });
  };
  beforeEach(() => put());

  const shownTo = async (actor: string, what: 'receipt' | 'ticket') => {
    const { body } = await api.get(`/orders/7/${what}`, { 'X-Actor': actor });
    const { fulfilment, ...all } = body as { fulfilment?: object };
    const { personal, expired, erased, unavailable } = { ...all, ...fulfilment } as Record<string, unknown>;
    return JSON.parse(JSON.stringify({ personal, expired, erased, unavailable })) as object;
  };
  const textTo = async (actor: string, what: 'receipt' | 'ticket') =>
    (await printed(`/orders/7/${what}`, 'text/plain', actor)).bytes.toString();
  const READERS = [
    ['customer:alice', 'receipt'],
    ['store:2002', 'receipt'],
    ['store:2002', 'ticket'],
  ] as const;
  const ON_PAPER = ['Alice {Liddell}', '276150', 'Christ Church', 'OX1 1DP Oxford', 'ring twice'];

  test.each(READERS)('is shown to %s on the %s', async (actor, what) => {
    expect(await shownTo(actor, what)).toEqual({ personal });
    const text = await textTo(actor, what);
    expect(text).toContain(['', ...ON_PAPER, ''].join('\n'));
  });

  test('is not on head office’s receipt', async () => {
    expect(await shownTo('admin', 'receipt')).toEqual({ personal: null });
    const text = await textTo('admin', 'receipt');
    for (const said of [...ON_PAPER, 'Contact']) expect(text).not.toContain(said);
  });

  test('is shown to the store until a day after the order, and to its owner as long as they like', async () => {
    await put(23.9);
    for (const [actor, what] of READERS) expect(await shownTo(actor, what)).toEqual({ personal });
    await put(24.1);
    expect(await shownTo('customer:alice', 'receipt')).toEqual({ personal });
    for (const what of ['receipt', 'ticket'] as const) {
      expect(await shownTo('store:2002', what)).toEqual({ personal: null, expired: true });
      expect(await textTo('store:2002', what)).toContain('\nContact and address: no longer shown\n');
    }
  });

  test.each(READERS)('is erased for %s on the %s', async (actor, what) => {
    await api.keys.erase(KEY, 'now');
    expect(await shownTo(actor, what)).toEqual({ personal: null, erased: true });
    expect(await textTo(actor, what)).toContain('\nContact and address: erased\n');
  });

  test.each(READERS)('is not available to %s on the %s while the key store is away', async (actor, what) => {
    api.keys.isAway = true;
    expect(await shownTo(actor, what)).toEqual({ personal: null, unavailable: true });
    expect(await textTo(actor, what)).toContain('\nContact and address: not available now\n');
  });
});
