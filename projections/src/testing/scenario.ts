import type { MemoryLog } from '@doremi/projection-engine/testing';
import {
  ATTEMPT_ABANDONED,
  type CartEvent,
  CHAIN_STREAM,
  LOG_STREAM,
  cartStream,
  customerStream,
  DEFAULT_SETTINGS,
  menuStream,
  type OrderEvent,
  orderStream,
  type PaymentEvent,
  paymentStream,
  receiptsStream,
  type SlotEvent,
  slotsStream,
  plainOrder,
  plainTerms,
  storeMenuStream,
  storeStream,
} from '@doremi/domain';
import { type DoremiEvent, sizedCard } from '@doremi/domain/testing';

const options = [{ groupId: 'size', optionId: 'large', name: 'Large', priceDelta: 0 }];
const pizza = { menuId: 1, revision: 1, menuName: 'pizza3', quantity: 1, unitPrice: 15_000, options };
const by = 'store:2002';
const QUARTER = '2026-01-01T10:00:00.000Z';
const DAY = '2026-01-01';

/** Head office's events, and what the stores make of them. */
const menus = (log: MemoryLog): void => {
  for (const storeId of [2001, 2002]) {
    const store = { storeId, storeName: `Doremi ${storeId}`, address: '', timezone: 'Asia/Seoul' };
    log.append(storeStream(storeId), { type: 'StoreRegistered', data: store } satisfies DoremiEvent);
  }
  const offered = { audience: 'all', except: [] } as const;
  for (const menuId of [1, 2]) {
    const first = { ...sizedCard, menuId, revision: 1 };
    const second = { ...first, revision: 2, price: 16_000 };
    const said: DoremiEvent[] = [
      { type: 'MenuRegistered', data: first },
      { type: 'MenuOffered', data: { ...first, ...offered } },
      { type: 'MenuRevised', data: second },
      { type: 'MenuOffered', data: { ...second, ...offered } },
      { type: 'MenuOfferWithdrawn', data: { menuId, storeIds: [2001] } },
      { type: 'MenuDeleted', data: { menuId, reason: 'season over', audience: 'all' } },
    ];
    log.append(menuStream(menuId), ...(menuId === 1 ? said.slice(0, 4) : said));
    for (const storeId of [2001, 2002]) {
      const ids = { storeId, menuId };
      const heard: DoremiEvent[] = [
        { type: 'MenuConfirmationRequested', data: { ...ids, ...first, offer: 1 } },
        { type: 'MenuApproved', data: { ...ids, revision: 1, price: 15_000, by } },
        { type: 'StorePriceSet', data: { ...ids, price: 15_500 } },
        { type: 'MenuSoldOut', data: { ...ids, until: null } },
        { type: 'OptionSoldOut', data: { ...ids, groupId: 'size', optionId: 'small', until: null } },
        { type: 'MenuConfirmationRequested', data: { ...ids, ...second, offer: 3 } },
        { type: 'OptionRestocked', data: { ...ids, groupId: 'size', optionId: 'small' } },
        { type: 'MenuRestocked', data: ids },
        { type: 'MenuRejected', data: { ...ids, revision: 2, reason: 'too dear', by } },
        { type: 'MenuRejectionWithdrawn', data: { ...ids, revision: 2, by } },
        { type: 'MenuRejected', data: { ...ids, revision: 2, reason: 'too dear', by } },
        { type: 'MenuDelisted', data: { ...ids, offer: 5, reason: 'season over' } },
      ];
      log.append(storeMenuStream(storeId, menuId), ...(menuId === 1 ? heard.slice(0, -1) : heard));
    }
  }
  const paused: DoremiEvent = { type: 'StoreStatusChanged', data: { storeId: 2001, status: 'PAUSED', until: null } };
  const settings: DoremiEvent = {
    type: 'StoreSettingsChanged',
    data: { storeId: 2001, ...DEFAULT_SETTINGS, ordersPerQuarter: 3 },
  };
  log.append(storeStream(2001), paused, settings);
};

const chain = { currency: 'EUR', taxRate: 19 };
/** Of the whole amount. */
const NET = { net: 12_605, tax: 2_395 };

/** One customer's way, by what comes of it; the events of its three streams, in the order in which they happen. */
const ways = (cartId: number) => {
  const ids = { cartId, storeId: 2002, customerId: `customer:c${cartId}` };
  const businessDay = cartId % 3 === 0 ? '2026-01-02' : '2026-01-01';
  const held = {
    ...ids,
    holdId: 1,
    menuId: 1,
    quantity: 1,
    reason: 'TOO_SLOW',
    expiresAt: '2026-01-01T12:00:00.000Z',
    seen: { revision: 1, unitPrice: 15_000 },
    options,
  };
  const line = { ...pizza, lineId: 1 };
  const ordered = (attempt: number) => ({
    ...ids,
    attempt,
    lines: [line],
    total: 15_000,
    ...plainTerms(15_000),
    businessDay,
  });
  const slot = (attempt: number) => ({ storeId: 2002, date: DAY, quarter: QUARTER, cartId, attempt });
  const paying = (attempt: number) => ({ ...ids, paymentId: cartId, businessDay, attempt, amount: 15_000 });
  const refund = (attempt: number, reason: string, amount = 15_000) => {
    return { ...paying(attempt), amount, reason, by: 'head', refundId: `${cartId}-${attempt}-${reason}-${amount}` };
  };
  const order = { orderId: cartId, storeId: 2002, customerId: ids.customerId };
  const money = { total: 15_000, businessDay };
  const received = { lines: [line], ...money, ...plainOrder(money.total), paidAt: '2026-01-01T10:00:00.000Z' };

  const begun: CartEvent[] = [
    { type: 'CartCreated', data: ids },
    { type: 'MenuAddHeld', data: held },
    { type: 'MenuAddHeld', data: { ...held, holdId: 2 } },
    { type: 'HeldMenuAdded', data: { ...ids, ...line, holdId: 1 } },
    { type: 'HeldMenuDropped', data: { ...ids, holdId: 2, reason: 'CANCELLED' } },
    { type: 'MenuAddedToCart', data: { ...ids, ...pizza, lineId: 2 } },
    { type: 'LineQuantityChanged', data: { ...ids, lineId: 2, quantity: 3 } },
    { type: 'MenuRemovedFromCart', data: { ...ids, lineId: 2 } },
    { type: 'FulfilmentChosen', data: { ...ids, type: 'PICKUP', wantedAt: null, personal: null } },
  ];
  const declined = (attempt: number): (CartEvent | PaymentEvent | SlotEvent)[] => [
    { type: 'SlotTaken', data: { ...slot(attempt), takenAt: '2026-01-01T09:59:00.000Z' } },
    { type: 'CartOrdered', data: { ...ordered(attempt), quarter: QUARTER } },
    { type: 'PaymentRequested', data: { ...paying(attempt), ...chain, idempotencyKey: `${cartId}-${attempt}` } },
    { type: 'PaymentDeclined', data: { ...paying(attempt), code: 'CARD_DECLINED' } },
    { type: 'CartReopened', data: { ...ids, attempt, reason: 'CARD_DECLINED' } },
    { type: 'SlotFreed', data: slot(attempt) },
  ];
  const paid = (attempt: number): (CartEvent | PaymentEvent | OrderEvent | SlotEvent)[] => [
    { type: 'SlotTaken', data: { ...slot(attempt), takenAt: '2026-01-01T09:59:00.000Z' } },
    { type: 'CartOrdered', data: { ...ordered(attempt), quarter: QUARTER } },
    { type: 'PaymentRequested', data: { ...paying(attempt), ...chain, idempotencyKey: `${cartId}-${attempt}` } },
    { type: 'PaymentOutcomeUnknown', data: paying(attempt) },
    { type: 'PaymentApproved', data: { ...paying(attempt), providerReference: `ch_${attempt}` } },
    { type: 'CartPaid', data: { ...ordered(attempt), paymentId: cartId } },
    { type: 'OrderReceived', data: { ...order, ...received, cartId, paymentId: cartId } },
  ];
  const promisedAt = '2026-01-01T10:20:00.000Z';
  const accepted = { ...order, acceptedAt: received.paidAt, promisedAt, by: 'auto' } as const;
  const delivered: OrderEvent[] = [
    { type: 'OrderAccepted', data: accepted },
    { type: 'CookingStarted', data: order },
    { type: 'CookingCompleted', data: order },
    { type: 'CookingRecalled', data: { ...order, reason: 'no cheese' } },
    { type: 'CookingCompleted', data: order },
    { type: 'DeliveryStarted', data: { ...order, courier: 'kim' } },
    { type: 'DeliveryFailed', data: { ...order, reason: 'nobody there' } },
    { type: 'DeliveryStarted', data: { ...order, courier: 'kim' } },
    {
      type: 'DeliveryCompleted',
      data: { ...order, ...money, secondsFromPaid: 60 * cartId, promisedAt, secondsLate: cartId },
    },
  ];
  const cancelled: (OrderEvent | PaymentEvent)[] = [
    {
      type: 'OrderCancelled',
      data: {
        ...{ ...order, ...money, paymentId: cartId, by: ids.customerId, reason: 'too late' },
        ...{ code: 'CUSTOMER', lines: [line] },
      },
    },
    { type: 'RefundRequested', data: refund(1, 'ORDER_CANCELLED') },
    { type: 'PaymentRefunded', data: { ...refund(1, 'ORDER_CANCELLED'), ...NET, providerReference: 're_1' } },
  ];
  const refundedInPart: PaymentEvent[] = [
    { type: 'RefundRequested', data: refund(1, 'cold', 5_000) },
    { type: 'RefundFailed', data: { ...refund(1, 'cold', 5_000), code: 'TRY_LATER' } },
    { type: 'RefundRequested', data: refund(1, 'cold', 4_000) },
    { type: 'PaymentRefunded', data: { ...refund(1, 'cold', 4_000), net: 3_361, tax: 639, providerReference: 're_2' } },
  ];
  const abandoned: PaymentEvent[] = [
    { type: 'PaymentApproved', data: { ...paying(1), providerReference: 'ch_late' } },
    { type: 'RefundRequested', data: refund(1, ATTEMPT_ABANDONED) },
    { type: 'PaymentRefunded', data: { ...refund(1, ATTEMPT_ABANDONED), ...NET, providerReference: 're_3' } },
  ];
  return [
    [...begun, ...paid(1), ...delivered],
    [...begun, ...paid(1), ...cancelled],
    [...begun, ...paid(1), ...refundedInPart],
    [...begun, ...declined(1), ...abandoned, ...paid(2)],
    [...begun, ...declined(1), { type: 'CartExpired', data: ids } as const],
  ];
};

const streamOf = (cartId: number, { type }: DoremiEvent): string => {
  if (type.startsWith('Slot')) return slotsStream(2002, DAY);
  if (/^(Payment|Refund)/.test(type)) return paymentStream(cartId);
  return /Cart|Menu|Fulfilment/.test(type) ? cartStream(cartId) : orderStream(cartId);
};

/** What is in a log besides: the chain's currency, numbers of receipts, somebody's erasure, marks of requests; and an operator accepted it. */
const marks = (log: MemoryLog): void => {
  const accepted = { generation: 1, by: 'operator', position: '', expectedEventId: '', floors: { menu: 0, cart: 0 } };
  log.append(LOG_STREAM, { type: 'LogAccepted', data: accepted } satisfies DoremiEvent);
  log.append(CHAIN_STREAM, { type: 'CurrencyFixed', data: { currency: 'EUR' } } satisfies DoremiEvent);
  const numbered: DoremiEvent[] = [
    { type: 'ReceiptNumbered', data: { storeId: 2002, businessDay: '2026-01-01', number: 1, orderId: 1 } },
    { type: 'ReceiptVoided', data: { storeId: 2002, businessDay: '2026-01-01', number: 2, reason: 'restored' } },
  ];
  log.append(receiptsStream(2002, '2026-01-01'), ...numbered);
  const keyId = 'a-customer.0';
  const erased: DoremiEvent[] = [
    { type: 'PersonalDataErasureRequested', data: { keyId, by: 'alice' } },
    { type: 'PersonalDataErased', data: { keyId } },
  ];
  log.append(customerStream('a-customer'), ...erased);
  log.append('request-1', { type: 'IdClaimed', data: { id: 1 } }, { type: 'RequestAnswered', data: { revision: 0 } });
};

/** Everything that can happen, to many customers at once: the ways of all of them, one event of each in turn. */
export const scenario = (log: MemoryLog, customers: number): void => {
  menus(log);
  marks(log);
  const waiting = Array.from({ length: customers }, (_, index) => {
    const way = ways(index + 1);
    return { cartId: index + 1, events: [...(way[index % way.length] ?? [])] };
  });
  while (waiting.some(({ events }) => events.length > 0))
    for (const { cartId, events } of waiting) {
      const event = events.shift();
      if (event) log.append(streamOf(cartId, event), event);
    }
};
