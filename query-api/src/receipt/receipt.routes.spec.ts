import { type PersonalDetails, plainTerms, type Receipt, taxOf } from '@doremi/domain';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { aStore } from '../testing/documents.js';
import { type QueryApi, startQueryApi } from '../testing/query-api.js';
import { onPaper } from './testing/escpos.js';

let api: QueryApi;
beforeEach(() => {
  api = startQueryApi();
  api.models.stores.put(2002, aStore());
  api.models.receipts.put(7, receipt);
});
afterEach(() => api.stop());

const KOREAN = { 'Accept-Language': 'ko' };

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

type Headers = Readonly<Record<string, string>>;

const printed = async (path: string, accept: string, actor = 'customer:alice', headers: Headers = {}) => {
  const answer = await fetch(`${api.url}${path}`, { headers: { Accept: accept, 'X-Actor': actor, ...headers } });
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
    expect(headers.get('Content-Language')).toBe('en');
    expect(bytes.toString()).toBe(
      [
        '             Gangnam',
        '      12 Teheran-ro, Seoul',
        '             RECEIPT',
        '--------------------------------',
        'No. 12              Jan 31, 2026',
        'Jan 31, 2026, 12:00 PM',
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
        'Refund      Feb 1, 2026, 6:30 PM',
        'Amount                     -6.00',
        'Net                        -5.04',
        'VAT                        -0.96',
        '--------------------------------',
        'Paid                      300.00',
        '',
      ].join('\n'),
    );
  });

  test('as text in Korean, where Hangul takes two columns', async () => {
    const { headers, bytes } = await printed('/orders/7/receipt?columns=32', 'text/plain', 'customer:alice', KOREAN);
    expect(headers.get('Content-Language')).toBe('ko');
    expect(bytes.toString()).toBe(
      [
        '             Gangnam',
        '      12 Teheran-ro, Seoul',
        '             영수증',
        '--------------------------------',
        '주문번호 12         2026. 1. 31.',
        '2026. 1. 31. 오후 12:00',
        '--------------------------------',
        'pizza3',
        '  + Olives {green}',
        '2 x 151.50                303.00',
        '--------------------------------',
        '상품 금액                 303.00',
        '배달비                      3.00',
        '합계(EUR)                 306.00',
        '공급가액                  257.14',
        '부가세(19%)                48.86',
        '--------------------------------',
        '환불       2026. 2. 1. 오후 6:30',
        '환불액                     -6.00',
        '공급가액                   -5.04',
        '부가세                     -0.96',
        '--------------------------------',
        '최종 결제 금액            300.00',
        '',
      ].join('\n'),
    );
  });

  test.each([
    [undefined, 'en'],
    ['ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7', 'ko'],
    ['de-DE,de;q=0.9', 'en'],
    ['en-GB,ko;q=0.5', 'en'],
  ])('for whoever accepts %s in %s, in each printed form', async (accepted, language) => {
    const accepts: Headers = accepted === undefined ? {} : { 'Accept-Language': accepted };
    for (const form of ['text/plain', 'image/svg+xml', 'application/vnd.escpos']) {
      const { headers } = await printed('/orders/7/receipt', form, 'customer:alice', accepts);
      expect(headers.get('Content-Language')).toBe(language);
      expect(headers.get('Vary')).toBe('Accept, Accept-Language');
    }
  });

  test('as JSON is in no language, and the same for everybody', async () => {
    const [korean, english] = await Promise.all(
      [KOREAN, {}].map((headers) => printed('/orders/7/receipt', 'application/json', 'customer:alice', headers)),
    );
    expect(korean?.bytes).toEqual(english?.bytes);
    expect(korean?.headers.get('ETag')).toBe(english?.headers.get('ETag'));
    expect(korean?.headers.get('Content-Language')).toBeNull();
    expect(korean?.headers.get('Vary')).toBe('Accept, Accept-Language');
  });

  test('that somebody has in one language is not what they ask for in another', async () => {
    for (const form of ['text/plain', 'image/svg+xml', 'application/vnd.escpos']) {
      const { headers } = await printed('/orders/7/receipt', form, 'admin', KOREAN);
      const known = { 'If-None-Match': headers.get('ETag') ?? '' };
      expect((await printed('/orders/7/receipt', form, 'admin', { ...known, ...KOREAN })).status).toBe(304);
      expect((await printed('/orders/7/receipt', form, 'admin', known)).status).toBe(200);
    }
  });

  test('in Korean is in the code page of Korean printers, whatever it has the names of', async () => {
    const { bytes } = await printed('/orders/7/receipt', 'application/vnd.escpos', 'customer:alice', KOREAN);
    // FS & and ESC R 13: characters of two bytes, and the others as in Korea.
    expect(bytes.includes('\x1c&\x1bR\x0d', 'latin1')).toBe(true);
    const paper = new TextDecoder('euc-kr').decode(onPaper(bytes));
    for (const said of ['영수증', '주문번호 12', '2026. 1. 31.', '합계(EUR)306.00', '부가세(19%)48.86', '환불액-6.00'])
      expect(paper).toContain(said);
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
    const onText = async (headers: Headers) =>
      (await printed('/orders/7/receipt', 'text/plain', 'admin', headers)).bytes.toString();
    expect(await onText({})).toMatch(/^ +Store 2002\n +RECEIPT\n/);
    expect(await onText(KOREAN)).toMatch(/^ +매장 2002\n +영수증\n/);
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
    const ticket = '/orders/7/ticket?columns=24';
    const lines = async (headers: Headers) =>
      (await printed(ticket, 'text/plain', 'store:2002', headers)).bytes.toString().split('\n');
    const cooked = ['-'.repeat(24), '2 x pizza3', '+ Olives {green}', ''];
    expect(await lines({})).toEqual([
      ...['         No. 12', '         PICKUP', '      Jan 31, 2026', '         7:30 PM', 'Jan 31, 2026, 12:00 PM'],
      ...cooked,
    ]);
    expect(await lines(KOREAN)).toEqual([
      ...['       주문번호 12', '          포장', '      2026. 1. 31.', '        오후 7:30', '2026. 1. 31. 오후 12:00'],
      ...cooked,
    ]);
    const { headers } = await printed(ticket, 'image/svg+xml', 'store:2002', KOREAN);
    expect([headers.get('Content-Language'), headers.get('Vary')]).toEqual(['ko', 'Accept, Accept-Language']);
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
  const textTo = async (actor: string, what: 'receipt' | 'ticket', headers: Headers = {}) =>
    (await printed(`/orders/7/${what}`, 'text/plain', actor, headers)).bytes.toString();
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
      expect(await textTo('store:2002', what, KOREAN)).toContain('\n연락처와 주소: 더 이상 표시하지 않음\n');
    }
  });

  test.each(READERS)('is erased for %s on the %s', async (actor, what) => {
    await api.keys.erase(KEY, 'now');
    expect(await shownTo(actor, what)).toEqual({ personal: null, erased: true });
    expect(await textTo(actor, what)).toContain('\nContact and address: erased\n');
    expect(await textTo(actor, what, KOREAN)).toContain('\n연락처와 주소: 삭제됨\n');
  });

  test.each(READERS)('is not available to %s on the %s while the key store is away', async (actor, what) => {
    api.keys.isAway = true;
    expect(await shownTo(actor, what)).toEqual({ personal: null, unavailable: true });
    expect(await textTo(actor, what)).toContain('\nContact and address: not available now\n');
    expect(await textTo(actor, what, KOREAN)).toContain('\n연락처와 주소: 지금은 볼 수 없음\n');
  });
});
