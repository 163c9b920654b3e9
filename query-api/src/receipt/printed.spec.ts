import { decimalsOf, type Minor } from '@doremi/domain';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COLUMNS, printed, type PrintedType } from './printed.js';
import { receiptMarkup } from './receipt-markup.js';
import type { OnPaper } from './on-paper.js';
import { anyName, anyPaper, koreanName } from './testing/any-receipt.js';
import { onPaper } from './testing/escpos.js';
import { type Size, ticketMarkup } from './ticket-markup.js';

const bare = (text: string): string => text.replace(/[\s\p{Cc}]/gu, '').normalize();

const receiptOn = async (type: PrintedType, order: OnPaper, columns: number): Promise<Buffer> => {
  const { content } = await printed(type, { markup: receiptMarkup(order, columns), columns });
  return Buffer.from(content);
};

const ticketOn = async (type: PrintedType, order: OnPaper, columns: number, big: Size): Promise<Buffer> => {
  const { content } = await printed(type, { markup: ticketMarkup(order, big), columns });
  return Buffer.from(content);
};

/** Whom it is for, as far as they said. */
const whomOf = ({ personal, erased }: OnPaper['shown'], rule: string): readonly string[] => {
  if (erased) return [rule, 'Contact and address: erased'];
  if (!personal) return [];
  const { contact, address, note } = personal;
  const said = [contact?.name, contact?.phone, address?.line1, address?.line2, address?.postcode, address?.city, note];
  const there = said.filter((one) => one != null);
  return there.length === 0 ? [] : [rule, ...there];
};

/** What of an order has to be on its receipt, in this order; without blanks, for names go on in the next line. */
const saidOf = ({ receipt, seller, shown }: OnPaper, rule: string): string => {
  const { orderNumber, businessDay, lines, total, terms, refunds } = receipt;
  const decimals = decimalsOf(terms.currency ?? '') ?? 2;
  const money = (amount: Minor) => (amount / 100).toFixed(decimals);
  const said = [
    ...[seller.storeName, seller.address, rule, `No. ${orderNumber}`, businessDay, '2026-01-31 12:00'],
    ...whomOf(shown, rule),
    rule,
    ...lines.flatMap(({ menuName, options, quantity, unitPrice }) => [
      menuName,
      ...options.map(({ name }) => `+ ${name}`),
      `${quantity} x ${money(unitPrice)}`,
      money(quantity * unitPrice),
    ]),
    ...[rule, 'Subtotal', money(terms.subtotal)],
    ...(terms.deliveryFee > 0 ? ['Delivery', money(terms.deliveryFee)] : []),
    ...[`TOTAL ${terms.currency}`, money(total)],
    ...['Net', money(terms.tax?.net ?? NaN), `VAT ${terms.tax?.rate}%`, money(terms.tax?.tax ?? NaN)],
    ...refunds.flatMap(({ amount, net, tax }) => [
      ...[rule, 'Refund 2026-02-01 18:30', 'Amount', `-${money(amount)}`],
      ...['Net', `-${money(net ?? NaN)}`, 'VAT', `-${money(tax ?? NaN)}`],
    ]),
    ...(refunds.length > 0 ? [rule, 'Paid', money(total - refunds.reduce((sum, { amount }) => sum + amount, 0))] : []),
  ];
  return bare(said.join(''));
};

const cookedOf = ({ receipt, shown }: OnPaper, rule: string): string =>
  bare(
    [
      ...[`No. ${receipt.orderNumber}`, 'DELIVERY', '2026-01-31 12:00'],
      ...whomOf(shown, rule),
      ...receipt.lines.flatMap(({ quantity, menuName, options }) => [
        rule,
        `${quantity} x ${menuName}`,
        ...options.map(({ name }) => `+ ${name}`),
      ]),
    ].join(''),
  );

const columns = fc.integer({ min: COLUMNS.min, max: COLUMNS.max });

describe('what is printed', () => {
  test('as text is all that the order says, whatever the names are', () =>
    fc.assert(
      fc.asyncProperty(anyPaper(anyName), columns, async (order, width) => {
        const text = (await receiptOn('text/plain', order, width)).toString();
        expect(bare(text)).toBe(saidOf(order, '-'.repeat(width)));
        const ticket = (await ticketOn('text/plain', order, width, '')).toString();
        expect(bare(ticket)).toBe(cookedOf(order, '-'.repeat(width)));
      }),
      { numRuns: 300 },
    ));

  test('as SVG has the same characters, and fetches nothing from anywhere', () =>
    fc.assert(
      fc.asyncProperty(anyPaper(anyName), columns, async (order, width) => {
        const svg = (await receiptOn('image/svg+xml', order, width)).toString();
        expect(bare(charactersIn(svg))).toBe(saidOf(order, ''));
        expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|@import|<script/);
        expect(bare(charactersIn((await ticketOn('image/svg+xml', order, width, '^^^')).toString()))).toBe(
          cookedOf(order, ''),
        );
      }),
      { numRuns: 100 },
    ));

  test('on a Korean printer is all that the order says, in its code page', () =>
    fc.assert(
      fc.asyncProperty(anyPaper(koreanName), columns, async (order, width) => {
        const inKorean = { ...order, seller: { ...order.seller, storeName: `강남 ${order.seller.storeName}` } };
        expect(korean(await receiptOn('application/vnd.escpos', inKorean, width), width)).toBe(saidOf(inKorean, ''));
      }),
      { numRuns: 200 },
    ));

  test('a name with a brace is printed, and with it the whole line', async () => {
    const [order] = fc.sample(anyPaper(fc.constant('{half} & "half" | \\o/ ~_^`')), { numRuns: 1, seed: 7 });
    if (!order) throw new Error('no order');
    expect((await receiptOn('text/plain', order, 42)).toString()).toMatch(/^\{half\} & "half" \| \\o\/ ~_\^`$/m);
  });

  test('the same order is the same bytes', async () => {
    const [order] = fc.sample(anyPaper(anyName), 1);
    if (!order) throw new Error('no order');
    for (const type of ['text/plain', 'image/svg+xml', 'application/vnd.escpos'] as const)
      expect(await receiptOn(type, order, 42)).toEqual(await receiptOn(type, order, 42));
  });

  test('a ticket has no price', () =>
    fc.assert(
      fc.asyncProperty(anyPaper(fc.constant('pizza')), columns, async (order, width) => {
        const ticket = (await ticketOn('text/plain', order, width, '')).toString();
        expect(ticket).not.toMatch(/\d\.\d\d|EUR|KRW|USD|VAT|TOTAL/);
      }),
    ));
});

/** The text of an SVG; its rules are drawn. */
const charactersIn = (svg: string): string =>
  [...svg.matchAll(/<tspan[^>]*>(.*?)<\/tspan>/gs)]
    .map(([, text = '']) => text)
    .join('')
    .replaceAll('&#xa0;', ' ')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** What stands on the paper of a Korean printer, without its rules. */
const korean = (bytes: Buffer, width: number): string => {
  const paper = onPaper(bytes).toString('latin1').replaceAll('\x95'.repeat(width), '');
  return bare(new TextDecoder('euc-kr').decode(Buffer.from(paper, 'latin1')));
};
