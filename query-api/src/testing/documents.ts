import { BEGINNING } from '@doremi/event-sourcing';
import {
  type AdminMenu,
  BEHIND_ALL,
  type BoardOrder,
  type CartView,
  DEFAULT_SETTINGS,
  type OrderTrack,
  type PaymentView,
  paidWith,
  PLAIN_CARD,
  plainTerms,
  type SalesDay,
  type StoreMenuView,
  type StoreView,
  taxOf,
} from '@doremi/domain';

/** When everything in these documents happened. */
export const AT = '2026-03-01T10:00:00.000Z';

export const card = {
  menuName: 'pizza3',
  menuType: 'pizza',
  description: 'pizzadesc',
  price: 15_000,
  revision: 1,
  ...PLAIN_CARD,
};

const olives = { groupId: 'toppings', optionId: 'olives', name: 'Olives', priceDelta: 150 };

const line = {
  ...{ lineId: 1, menuId: 1, revision: 1, menuName: 'pizza3', quantity: 2, unitPrice: 15_050 },
  options: [olives],
};

export const aMenu = (over: Partial<AdminMenu> = {}): AdminMenu => ({
  ...card,
  menuId: 1,
  status: 'ACTIVE',
  registeredAt: AT,
  updatedAt: AT,
  stores: {},
  ...over,
});

export const aStoreMenu = (over: Partial<StoreMenuView> = {}): StoreMenuView => ({
  storeId: 2002,
  menuId: 1,
  menuStatus: 'APPROVED',
  live: card,
  sold: card,
  ownPrice: null,
  pending: null,
  latest: card,
  place: BEHIND_ALL,
  soldOut: null,
  soldOutOptions: [],
  rejected: null,
  version: 2,
  updatedAt: AT,
  ...over,
});

export const aStore = (over: Partial<StoreView> = {}): StoreView => ({
  storeId: 2002,
  storeName: 'Gangnam',
  address: '12 Teheran-ro, Seoul',
  timezone: 'Asia/Seoul',
  status: 'OPEN',
  until: null,
  settings: DEFAULT_SETTINGS,
  since: BEGINNING,
  ...over,
});

export const aCart = (over: Partial<CartView> = {}): CartView => ({
  cartId: 1,
  storeId: 2002,
  customerId: 'customer:alice',
  cartStatus: 'MENUADDED',
  lines: [line],
  holds: [],
  dropped: [],
  version: 2,
  total: 30_100,
  terms: plainTerms(30_100),
  payment: null,
  updatedAt: AT,
  ...over,
});

const ATTEMPT = { attempt: 1, amount: 30_100, currency: 'EUR', taxRate: 19, status: 'APPROVED' } as const;

export const aPayment = (over: Partial<PaymentView> = {}): PaymentView => ({
  paymentId: 1,
  cartId: 1,
  storeId: 2002,
  customerId: 'customer:alice',
  amount: 30_100,
  currency: 'EUR',
  tax: taxOf(30_100, 19, 'EUR'),
  refunded: 0,
  businessDay: '2026-03-01',
  status: 'APPROVED',
  attempts: [{ ...ATTEMPT, ...{ late: false, code: null, providerReference: 'ch_1' } }],
  refunds: [],
  requestedAt: AT,
  updatedAt: AT,
  ...over,
});

export const aBoardOrder = (over: Partial<BoardOrder> = {}): BoardOrder => ({
  orderId: 1,
  storeId: 2002,
  customerId: 'customer:alice',
  status: 'RECEIVED',
  open: true,
  lines: [line],
  total: 30_100,
  terms: plainTerms(30_100),
  orderNumber: null,
  acceptBy: null,
  acceptedAt: null,
  promisedAt: null,
  courier: null,
  receivedAt: AT,
  cookingAt: null,
  readyAt: null,
  deliveringAt: null,
  closedAt: null,
  businessDay: '2026-03-01',
  cancelCode: null,
  refunded: 0,
  ...over,
});

export const aTrack = (over: Partial<OrderTrack> = {}): OrderTrack => ({
  orderId: 1,
  storeId: 2002,
  customerId: 'customer:alice',
  status: 'CANCELLED',
  open: false,
  receivedAt: AT,
  businessDay: '2026-03-01',
  cancelCode: 'CUSTOMER',
  payment: paidWith('APPROVED', 30_100),
  lines: [line],
  total: 30_100,
  terms: plainTerms(30_100),
  orderNumber: null,
  acceptBy: null,
  acceptedAt: null,
  promisedAt: null,
  courier: null,
  timeline: [
    { status: 'RECEIVED', at: AT, note: null },
    { status: 'CANCELLED', at: AT, note: 'changed my mind' },
  ],
  ...over,
});

export const aSalesDay = (over: Partial<SalesDay> = {}): SalesDay => ({
  storeId: 2002,
  businessDay: '2026-01-31',
  orders: 4,
  currency: 'EUR',
  revenue: 120_400,
  tax: 19_224,
  refunds: 101,
  refundedTax: 16,
  cancelled: 1,
  delivered: 2,
  secondsToDeliver: 2_400,
  late: 1,
  secondsLate: 90,
  ...over,
});
