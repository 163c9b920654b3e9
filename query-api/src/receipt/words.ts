/** What is printed on receipts and tickets besides what people named; in one language. */
export interface Words {
  readonly receipt: string;
  /** A seller that is not known by its name yet. */
  readonly store: (storeId: number) => string;
  readonly number: (orderNumber: number) => string;
  /** An order that has no number. */
  readonly order: (orderId: number) => string;
  readonly subtotal: string;
  readonly deliveryFee: string;
  /** In a currency (ISO 4217), where one is written down. */
  readonly total: (currency: string | null) => string;
  readonly net: string;
  readonly tax: string;
  /** In percent. */
  readonly taxAt: (rate: number) => string;
  readonly refund: string;
  readonly refunded: string;
  /** What is left of the total, less what went back. */
  readonly paid: string;
  readonly DELIVERY: string;
  readonly PICKUP: string;
  readonly erased: string;
  readonly expired: string;
  readonly unavailable: string;
}

const en: Words = {
  receipt: 'RECEIPT',
  store: (storeId) => `Store ${storeId}`,
  number: (orderNumber) => `No. ${orderNumber}`,
  order: (orderId) => `Order ${orderId}`,
  subtotal: 'Subtotal',
  deliveryFee: 'Delivery',
  total: (currency) => (currency === null ? 'TOTAL' : `TOTAL ${currency}`),
  net: 'Net',
  tax: 'VAT',
  taxAt: (rate) => `VAT ${rate}%`,
  refund: 'Refund',
  refunded: 'Amount',
  paid: 'Paid',
  DELIVERY: 'DELIVERY',
  PICKUP: 'PICKUP',
  erased: 'Contact and address: erased',
  expired: 'Contact and address: no longer shown',
  unavailable: 'Contact and address: not available now',
};

const ko: Words = {
  receipt: '영수증',
  store: (storeId) => `매장 ${storeId}`,
  number: (orderNumber) => `주문번호 ${orderNumber}`,
  order: (orderId) => `주문 ${orderId}`,
  subtotal: '상품 금액',
  deliveryFee: '배달비',
  total: (currency) => (currency === null ? '합계' : `합계(${currency === 'KRW' ? '원' : currency})`),
  net: '공급가액',
  tax: '부가세',
  taxAt: (rate) => `부가세(${rate}%)`,
  refund: '환불',
  refunded: '환불액',
  paid: '최종 결제 금액',
  DELIVERY: '배달',
  PICKUP: '포장',
  erased: '연락처와 주소: 삭제됨',
  expired: '연락처와 주소: 더 이상 표시하지 않음',
  unavailable: '연락처와 주소: 지금은 볼 수 없음',
};

/** By language, as Accept-Language names it. */
export const WORDS = { en, ko };

export type Language = keyof typeof WORDS;
/** The first is for whoever prefers none of them. */
export const LANGUAGES: readonly [Language, ...Language[]] = ['en', 'ko'];
