import { decimalsOf, type Minor } from '@doremi/domain';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { COLUMNS, printed, type PrintedType } from './printed.js';
import { receiptMarkup } from './receipt-markup.js';
import type { OnPaper } from './on-paper.js';
import { anyName, anyPaper, flaggedName, koreanName } from './testing/any-receipt.js';
import { endsOfRows, onPaper } from './testing/escpos.js';
import { charactersOf, widthOf } from './text-width.js';
import { type Size, ticketMarkup } from './ticket-markup.js';
import { type Language, LANGUAGES, WORDS } from './words.js';

const bare = (text: string): string => text.replace(/[\s\p{Cc}]/gu, '').normalize();

/** An order on paper in a language, of so many columns. */
type Sheet = readonly [order: OnPaper, language: Language, columns: number];

const receiptOn = async (type: PrintedType, ...[order, language, columns]: Sheet): Promise<Buffer> => {
  const { content } = await printed(type, { markup: receiptMarkup(order, language, columns), columns });
  return Buffer.from(content);
};

const ticketOn = async (type: PrintedType, big: Size, ...[order, language, columns]: Sheet): Promise<Buffer> => {
  const { content } = await printed(type, { markup: ticketMarkup(order, language, big), columns });
  return Buffer.from(content);
};

/** When the orders were paid, and their refunds: as clocks at their store had it. */
const DATES = {
  en: { day: 'Jan 31, 2026', paid: 'Jan 31, 2026, 12:00 PM', refunded: 'Feb 1, 2026, 6:30 PM' },
  ko: { day: '2026. 1. 31.', paid: '2026. 1. 31. 오후 12:00', refunded: '2026. 2. 1. 오후 6:30' },
} as const;

/** Whom it is for, as far as they said. */
const whomOf = ({ personal, erased }: OnPaper['shown'], language: Language, rule: string): readonly string[] => {
  if (erased) return [rule, WORDS[language].erased];
  if (!personal) return [];
  const { contact, address, note } = personal;
  const said = [contact?.name, contact?.phone, address?.line1, address?.line2, address?.postcode, address?.city, note];
  const there = said.filter((one) => one != null);
  return there.length === 0 ? [] : [rule, ...there];
};

/** What of an order has to be on its receipt, in this order; without blanks, for names go on in the next line. */
const saidOf = ({ receipt, seller, shown }: OnPaper, language: Language, rule: string): string => {
  const { orderNumber, lines, total, terms, refunds } = receipt;
  const [words, dates] = [WORDS[language], DATES[language]];
  const decimals = decimalsOf(terms.currency ?? '') ?? 2;
  const money = (amount: Minor) => (amount / 100).toFixed(decimals).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
  const said = [
    ...[seller.storeName, seller.address, words.receipt, rule, words.number(orderNumber ?? NaN), dates.day, dates.paid],
    ...whomOf(shown, language, rule),
    rule,
    ...lines.flatMap(({ menuName, options, quantity, unitPrice }) => [
      menuName,
      ...options.map(({ name }) => `+ ${name}`),
      `${quantity} x ${money(unitPrice)}`,
      money(quantity * unitPrice),
    ]),
    ...[rule, words.subtotal, money(terms.subtotal)],
    ...(terms.deliveryFee > 0 ? [words.deliveryFee, money(terms.deliveryFee)] : []),
    ...[words.total(terms.currency), money(total)],
    ...[words.net, money(terms.tax?.net ?? NaN), words.taxAt(terms.tax?.rate ?? NaN), money(terms.tax?.tax ?? NaN)],
    ...refunds.flatMap(({ amount, net, tax }) => [
      ...[rule, words.refund, dates.refunded, words.refunded, money(0 - amount)],
      ...[words.net, money(0 - (net ?? NaN)), words.tax, money(0 - (tax ?? NaN))],
    ]),
    ...(refunds.length > 0
      ? [rule, words.paid, money(total - refunds.reduce((sum, { amount }) => sum + amount, 0))]
      : []),
  ];
  return bare(said.join(''));
};

const cookedOf = ({ receipt, shown }: OnPaper, language: Language, rule: string): string =>
  bare(
    [
      ...[WORDS[language].number(receipt.orderNumber ?? NaN), WORDS[language].DELIVERY, DATES[language].paid],
      ...whomOf(shown, language, rule),
      ...receipt.lines.flatMap(({ quantity, menuName, options }) => [
        rule,
        `${quantity} x ${menuName}`,
        ...options.map(({ name }) => `+ ${name}`),
      ]),
    ].join(''),
  );

const columns = fc.integer({ min: COLUMNS.min, max: COLUMNS.max });
const anySheet = (name: fc.Arbitrary<string>): fc.Arbitrary<Sheet> =>
  fc.tuple(anyPaper(name), fc.constantFrom(...LANGUAGES), columns);

describe('what is printed', () => {
  test('as text is all that the order says, whatever the names are', () =>
    fc.assert(
      fc.asyncProperty(anySheet(anyName), async ([order, language, width]) => {
        const text = (await receiptOn('text/plain', order, language, width)).toString();
        expect(bare(text)).toBe(saidOf(order, language, '-'.repeat(width)));
        const ticket = (await ticketOn('text/plain', '', order, language, width)).toString();
        expect(bare(ticket)).toBe(cookedOf(order, language, '-'.repeat(width)));
      }),
      { numRuns: 200 },
    ));

  test('as SVG has the same characters, and fetches nothing from anywhere', () =>
    fc.assert(
      fc.asyncProperty(anySheet(anyName), async ([order, language, width]) => {
        const svg = (await receiptOn('image/svg+xml', order, language, width)).toString();
        expect(bare(charactersIn(svg))).toBe(saidOf(order, language, ''));
        expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(/https?:|@import|<script/);
        const ticket = (await ticketOn('image/svg+xml', '^^^', order, language, width)).toString();
        expect(bare(charactersIn(ticket))).toBe(cookedOf(order, language, ''));
      }),
      { numRuns: 100 },
    ));

  test('takes nothing apart that is one to whoever reads it, at no end of a line and at no place of an SVG', () =>
    fc.assert(
      fc.asyncProperty(anySheet(flaggedName), async ([order, language, width]) => {
        const whole = (said: string): string[] => charactersOf(said).filter((character) => character.trim() !== '');
        const isWhole = (paper: Buffer, said: string): void => {
          const lines = paper.toString().split('\n');
          expect(lines.flatMap(whole)).toEqual(whole(said));
          expect(Math.max(...lines.map(widthOf))).toBeLessThanOrEqual(width);
        };
        const rule = '-'.repeat(width);
        isWhole(await receiptOn('text/plain', order, language, width), saidOf(order, language, rule));
        isWhole(await ticketOn('text/plain', '', order, language, width), cookedOf(order, language, rule));
        const svg = (await receiptOn('image/svg+xml', order, language, width)).toString();
        expect(placesIn(svg).flatMap((place) => place.trim() || [])).toEqual(whole(saidOf(order, language, '')));
      }),
      { numRuns: 60 },
    ));

  test('on a Korean printer is all that the order says, in its code page', () =>
    fc.assert(
      fc.asyncProperty(anySheet(koreanName), async ([order, language, width]) => {
        const inKorean = { ...order, seller: { ...order.seller, storeName: `강남 ${order.seller.storeName}` } };
        const receipt = await receiptOn('application/vnd.escpos', inKorean, language, width);
        expect(korean(receipt, width)).toBe(saidOf(inKorean, language, ''));
      }),
      { numRuns: 150 },
    ));

  test('on a Korean printer is a ticket in its code page as well', () =>
    fc.assert(
      fc.asyncProperty(anyPaper(koreanName), columns, async (order, width) => {
        const ticket = await ticketOn('application/vnd.escpos', '^^^', order, 'ko', width);
        expect(korean(ticket, width)).toBe(cookedOf(order, 'ko', ''));
      }),
      { numRuns: 50 },
    ));

  test('on a Korean printer has letters without their accents, of which it has none', async () => {
    const order = anOrderOf('Käse für Zoë {ßØ}');
    const paper = korean(await receiptOn('application/vnd.escpos', order, 'ko', 42), 42);
    expect(paper).toContain('KasefurZoe{ßØ}');
    expect((await receiptOn('text/plain', order, 'ko', 42)).toString()).toMatch(/^Käse für Zoë \{ßØ\}$/m);
  });

  test('as text has a letter with an accent in one column, beside Hangul too', async () => {
    const order = anOrderOf('ö'.repeat(42));
    expect((await receiptOn('text/plain', order, 'ko', 42)).toString()).toMatch(/^ö{42}$/m);
  });

  test('has its amounts in one column, whatever is before them', () =>
    fc.assert(
      fc.asyncProperty(anySheet(koreanName), async ([order, language, width]) => {
        const text = (await receiptOn('text/plain', order, language, width)).toString();
        const lines = text.split('\n').map(columnsOf);
        expect(Math.max(...lines)).toBe(width);
        const { subtotal, net, tax, refunded, paid } = WORDS[language];
        const costs = text.split('\n').filter((line) => rowOf([subtotal, net, tax, refunded, paid]).test(line));
        expect(costs.length).toBeGreaterThan(2);
        expect(new Set(costs.map(columnsOf))).toEqual(new Set([width]));
        const svg = (await receiptOn('image/svg+xml', order, language, width)).toString();
        expect(new Set(endsOfSvgRows(svg))).toEqual(new Set([width]));
        const bytes = await receiptOn('application/vnd.escpos', order, language, width);
        expect(new Set(endsOfRows(bytes))).toEqual(new Set([width]));
      }),
      { numRuns: 60 },
    ));

  test('has no less than nothing: where no tax is taken, none is given back', async () => {
    const order = anOrderOf('pizza');
    const refunds = [{ refundId: 'r', amount: 1000, net: 1000, tax: 0, at: '2026-01-31T09:00:00.000Z' }];
    const text = (
      await receiptOn('text/plain', { ...order, receipt: { ...order.receipt, refunds } }, 'en', 42)
    ).toString();
    expect(text).toMatch(/^Amount +-10(\.00)?\nNet +-10(\.00)?\nVAT +0(\.00)?$/m);
  });

  test('a name with a brace is printed, and with it the whole line', async () => {
    const order = anOrderOf('{half} & "half" | \\o/ ~_^`');
    expect((await receiptOn('text/plain', order, 'en', 42)).toString()).toMatch(/^\{half\} & "half" \| \\o\/ ~_\^`$/m);
  });

  test('the same order is the same bytes, and others in another language', async () => {
    const [order] = fc.sample(anyPaper(anyName), 1);
    if (!order) throw new Error('no order');
    for (const type of ['text/plain', 'image/svg+xml', 'application/vnd.escpos'] as const) {
      const english = await receiptOn(type, order, 'en', 42);
      expect(await receiptOn(type, order, 'en', 42)).toEqual(english);
      expect(await receiptOn(type, order, 'ko', 42)).not.toEqual(english);
    }
  });

  test('a ticket has no price', () =>
    fc.assert(
      fc.asyncProperty(anySheet(fc.constant('pizza')), async ([order, language, width]) => {
        const ticket = (await ticketOn('text/plain', '', order, language, width)).toString();
        expect(ticket).not.toMatch(/\d\.\d\d|EUR|KRW|USD|VAT|TOTAL|합계|부가세/);
      }),
    ));
});

const anOrderOf = (menuName: string): OnPaper => {
  const [order] = fc.sample(anyPaper(fc.constant(menuName)), { numRuns: 1, seed: 7 });
  if (!order) throw new Error('no order');
  return order;
};

/** A line that is one of these labels with an amount behind it. */
const rowOf = (labels: readonly string[]): RegExp => new RegExp(`^(?:${labels.join('|')})\\S* .*\\d$`);

/** As a terminal shows it: a syllable of Hangul is as wide as two letters. */
const columnsOf = (line: string): number => line.replace(/\p{Script=Hangul}/gu, '..').length;

/** What stands at each place of an SVG; its rules are drawn. */
const placesIn = (svg: string): string[] =>
  [...svg.matchAll(/<tspan[^>]*>(.*?)<\/tspan>/gs)].map(([, text = '']) =>
    text.replaceAll('&#xa0;', ' ').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'),
  );

const charactersIn = (svg: string): string => placesIn(svg).join('');

/** At which column each line of an SVG ends that has text in two places: 12 dots a character, of which the middle is named. */
const endsOfSvgRows = (svg: string): number[] =>
  svg
    .split('</g>')
    .filter((line) => line.split('<text').length > 2)
    .map((row) => {
      const [, x, last = ''] = /x="(\d+)">([^<]*)<\/tspan><\/text>$/.exec(row) ?? [];
      return (Number(x) + 6 * columnsOf(last)) / 12;
    });

/** What stands on the paper of a Korean printer, without its rules. */
const korean = (bytes: Buffer, width: number): string => {
  const paper = onPaper(bytes).toString('latin1').replaceAll('\x95'.repeat(width), '');
  return bare(new TextDecoder('euc-kr').decode(Buffer.from(paper, 'latin1')));
};
