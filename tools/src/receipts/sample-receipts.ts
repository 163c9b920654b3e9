import { type Line, plainTerms, type Receipt, taxOf, taxOfRefund, unitOf } from '@doremi/domain';
import type { Seller } from '@doremi/query-api';

interface Country {
  readonly seller: Seller;
  readonly currency: string;
  readonly rate: number;
  /** What an ordinary pizza costs, in the currency's smallest amounts. */
  readonly price: number;
  readonly names: readonly string[];
  readonly options: readonly string[];
}

const COUNTRIES: readonly Country[] = [
  {
    seller: {
      storeId: 2001,
      storeName: '도레미피자 강남점',
      address: '서울 강남구 테헤란로 12',
      timezone: 'Asia/Seoul',
    },
    ...{ currency: 'KRW', rate: 10, price: 15_900 },
    names: ['불고기 피자', '고구마 {반반} 피자', '콜라 1.25L', '매운 "특" 치즈 | 포테이토'],
    options: ['라지', '치즈 추가', '올리브 빼기'],
  },
  {
    seller: {
      storeId: 2002,
      storeName: 'Doremi Köln',
      address: 'Aachener Str. 7, 50674 Köln',
      timezone: 'Europe/Berlin',
    },
    ...{ currency: 'EUR', rate: 19, price: 1_250 },
    names: ['Margherita', 'Vier Käse & Rucola', 'Pizza „des Hauses“', 'Apfelschorle 0,5 l'],
    options: ['groß', 'extra Käse', 'ohne Oliven'],
  },
  {
    seller: {
      storeId: 2003,
      storeName: 'Doremi Seattle',
      address: '5th Ave 100, Seattle',
      timezone: 'America/Los_Angeles',
    },
    ...{ currency: 'USD', rate: 8.25, price: 1_499 },
    names: ['Pepperoni', 'Half {veggie} & half {meat}', 'Garlic_bread ~6 pcs~', 'Soda \\ zero'],
    options: ['large', 'extra cheese', 'no olives'],
  },
];

/** Thirty orders of three countries: one line or several, with a fee or without, some paid back in part or in whole. */
export const sampleReceipts = (): readonly { readonly receipt: Receipt; readonly seller: Seller }[] =>
  Array.from({ length: 30 }, (_, index) => sample(index));

const sample = (index: number) => {
  const country = COUNTRIES[index % COUNTRIES.length];
  if (!country) throw new Error('there are countries');
  const { seller, currency, rate, names, options, price } = country;
  const unit = unitOf(currency);
  const lines = names.slice(0, 1 + (index % names.length)).map((menuName, at): Line => ({
    ...{ lineId: at + 1, menuId: at + 1, revision: 1, menuName, quantity: 1 + ((index + at) % 3) },
    unitPrice: (price + 37 * at * (index % 5)) * unit,
    options: options
      .slice(0, (index + at) % 4)
      .map((name, of) => ({ groupId: 'more', optionId: `o${of}`, name, priceDelta: 0 })),
  }));
  const subtotal = lines.reduce((sum, { quantity, unitPrice }) => sum + quantity * unitPrice, 0);
  const deliveryFee = index % 2 === 0 ? 0 : Math.round(price / 5) * unit;
  const total = subtotal + deliveryFee;
  const terms = { ...plainTerms(subtotal), deliveryFee, currency, tax: taxOf(total, rate, currency) };
  const minute = String(index).padStart(2, '0');
  const of = { orderId: 101 + index, storeId: seller.storeId, customerId: 'alice', orderNumber: 1 + index };
  const when = { businessDay: '2026-01-31', paidAt: `2026-01-31T10:${minute}:00.000Z` };
  let before = 0;
  const refunds = REFUNDED[index % REFUNDED.length]?.map((percent, at) => {
    const amount = Math.floor((total * percent) / 100 / unit) * unit;
    const refund = { amount, ...taxOfRefund(amount, before, rate, currency), at: `2026-01-31T12:${minute}:00.000Z` };
    before += amount;
    return { refundId: `r${at}`, ...refund };
  });
  return { receipt: { ...of, ...when, lines, total, terms, closedAt: null, refunds: refunds ?? [] }, seller };
};

/** Percent of the total, refund by refund. */
const REFUNDED: readonly (readonly number[])[] = [[], [], [10], [], [25, 33], [], [100]];
