import { type Line, type Minor, plainTerms, type Receipt, taxOf, taxOfRefund, unitOf } from '@doremi/domain';
import fc from 'fast-check';
import type { OnPaper } from '../on-paper.js';
import type { Seller } from '../seller.js';

/** What ReceiptLine, printers or Unicode may stumble over, more often than letters. */
const nasty = fc.constantFrom(
  ...'{}|\\"~_^`-=;:n&<>\'x0%$#',
  '{',
  '}',
  '\u0301',
  '\u0338',
  '\u0307',
  '\u00a0',
  '\n',
  '\t',
);
const anywhere = fc.oneof(
  fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code)),
  fc.constantFrom('é', 'ñ', 'ß', 'Ω', 'ж', '피', '자', '치', '맛', '漢', 'ピ', '🍕', 'ไ'),
);
const letters = (first: number, count: number, lengths: fc.ArrayConstraints): fc.Arbitrary<string> =>
  fc
    .array(fc.integer({ min: first, max: first + count - 1 }), lengths)
    .map((codes) => codes.map((code) => String.fromCodePoint(code)).join(''));
/** What is one to whoever reads it, and several characters to Unicode: flags, what is joined, coloured or accented, keys, syllables. */
const manyInOne = fc.oneof(
  letters(0x1f1e6, 26, { minLength: 2, maxLength: 2 }),
  fc.constantFrom('👩‍👩‍👧‍👦', '🧑🏽‍🍳', '🏳️‍🌈', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', '👍🏿', '❤️', '1️⃣', '#️⃣', 'ﾋﾟ', 'น้ำ', 'क्षि', '\u1112\u1161\u11ab'),
  fc
    .tuple(fc.constantFrom('x', '피', '🍕', '-'), letters(0x0316, 16, { minLength: 1, maxLength: 3 }))
    .map(([base, marks]) => base + marks),
);
/** Of the characters that a Korean printer has: the 2,350 syllables of KS X 1001. */
const korean = fc
  .tuple(fc.integer({ min: 0xb0, max: 0xc8 }), fc.integer({ min: 0xa1, max: 0xfe }))
  .map((bytes) => new TextDecoder('euc-kr').decode(Uint8Array.from(bytes)));
const ascii = fc.constantFrom(...'{}|\\"~_^`-=;&<>\'', ...'abcXYZ019 .,/()');

const nameOf = (...characters: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc
    .array(fc.oneof(...characters), { minLength: 1, maxLength: 40 })
    .map((all) => all.join(''))
    .filter((name) => name.trim() !== '');

export const anyName = nameOf(nasty, anywhere);
export const koreanName = nameOf(ascii, korean);
export const flaggedName = nameOf(anywhere, manyInOne, manyInOne);

const seller: Omit<Seller, 'storeName' | 'address'> = { storeId: 2002, timezone: 'Asia/Seoul' };

const anyShown = (text: fc.Arbitrary<string>): fc.Arbitrary<OnPaper['shown']> => {
  const maybe = fc.option(text);
  const address = fc.record({ line1: text, line2: maybe, postcode: maybe, city: maybe });
  const contact = fc.record({ name: text, phone: text });
  const personal = fc.record({ contact: fc.option(contact), address: fc.option(address), note: maybe });
  return fc.oneof(
    fc.record({ personal }),
    fc.constantFrom({ personal: null }, { personal: null, erased: true as const }),
  );
};

/** Any order on paper with names like this, in a currency with or without decimals, and refunded in parts or not. */
export const anyPaper = (name: fc.Arbitrary<string>): fc.Arbitrary<OnPaper> =>
  fc
    .record({
      currency: fc.constantFrom('EUR', 'KRW', 'USD'),
      rate: fc.constantFrom(0, 7.7, 10, 19),
      fee: fc.constantFrom(0, 300),
      lines: fc.array(
        fc.record({
          menuName: name,
          quantity: fc.integer({ min: 1, max: 99 }),
          units: fc.integer({ min: 0, max: 100_000 }),
          options: fc.array(name, { maxLength: 3 }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
      back: fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 2 }),
      storeName: name,
      address: fc.oneof(fc.constant(''), name),
      orderNumber: fc.integer({ min: 1, max: 400 }),
      shown: anyShown(name),
    })
    .map(({ currency, rate, fee, lines, back, storeName, address, orderNumber, shown }) => {
      const unit = unitOf(currency);
      const made = lines.map(({ units, options, ...line }, index): Line => ({
        ...{ ...line, lineId: index + 1, menuId: 1, revision: 1, unitPrice: units * unit },
        options: options.map((option, at) => ({ groupId: 'g', optionId: `o${at}`, name: option, priceDelta: 0 })),
      }));
      const subtotal = made.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
      const total = subtotal + fee * unit;
      const terms = { ...plainTerms(subtotal), deliveryFee: fee * unit, currency, tax: taxOf(total, rate, currency) };
      const refunds = refundsOf(total, back, (amount, before) => taxOfRefund(amount, before, rate, currency), unit);
      const of = { orderId: 7, storeId: 2002, customerId: 'alice', orderNumber };
      const when = { businessDay: '2026-01-31', paidAt: '2026-01-31T03:00:00.000Z' };
      return {
        receipt: { ...of, ...when, lines: made, total, terms, closedAt: null, refunds },
        seller: { ...seller, storeName, address },
        shown,
      };
    });

/** Percent of the total each, as long as there is something left. */
const refundsOf = (
  total: Minor,
  percents: readonly number[],
  taxIn: (amount: Minor, before: Minor) => { readonly net: Minor; readonly tax: Minor },
  unit: Minor,
): Receipt['refunds'] => {
  let before = 0;
  return percents.flatMap((percent, index) => {
    const amount = Math.floor((total * percent) / 100 / unit) * unit;
    if (amount === 0 || before + amount > total) return [];
    const refund = { refundId: `r${index}`, amount, ...taxIn(amount, before), at: '2026-02-01T09:30:00.000Z' };
    before += amount;
    return [refund];
  });
};
