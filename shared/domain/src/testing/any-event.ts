import fc from 'fast-check';
import type { CartEvent } from '../events/cart.events.js';
import type { CustomerEvent } from '../events/customer.events.js';
import type { MenuEvent } from '../events/menu.events.js';
import type { OrderEvent } from '../events/order.events.js';
import type { PaymentEvent } from '../events/payment.events.js';
import type { SlotEvent } from '../events/slot.events.js';
import type { ReceiptEvent } from '../events/receipt.events.js';
import type { StoreEvent, StoreSettings } from '../events/store.events.js';
import type { StoreMenuEvent } from '../events/store-menu.events.js';
import type { DomainEvent } from '@doremi/event-sourcing';

/** Any event of any type, well formed alone and in no order that makes sense: what a total fold has to bear. */
const oneOf = <Event extends DomainEvent>(data: {
  readonly [Type in Event['type']]: fc.Arbitrary<Extract<Event, { type: Type }>['data']>;
}): fc.Arbitrary<Event> =>
  fc.oneof(
    ...Object.entries<fc.Arbitrary<object>>(data).map(([type, any]) => any.map((data) => ({ type, data }) as Event)),
  );

// Few different ids, so that events meet.
const id = fc.integer({ min: 1, max: 4 });
const text = fc.string({ maxLength: 8 });
const money = fc.integer({ min: 0, max: 1_000_000_000 });
const time = fc.integer({ min: 0, max: 4_000_000_000 }).map((seconds) => new Date(seconds * 1000).toISOString());
const until = fc.option(time);
const ids = fc.array(id, { maxLength: 4 });
const audience = fc.oneof(fc.constant('all' as const), ids);

const option = fc.record({
  optionId: text,
  name: text,
  priceDelta: fc.integer({ min: -1_000, max: 1_000 }),
  default: fc.boolean(),
});
const options = fc.array(option, { maxLength: 2 });
const card = {
  menuName: text,
  menuType: text,
  description: text,
  price: money,
  category: fc.option(text),
  position: fc.option(id),
  allergens: fc.array(fc.constantFrom('gluten', 'milk'), { maxLength: 2 }),
  imageUrl: fc.option(fc.constant('https://doremi.example/pizza.jpg')),
  optionGroups: fc.array(fc.record({ groupId: text, name: text, min: id, max: id, options }), { maxLength: 2 }),
};
const revisedCard = fc.record({ ...card, menuId: id, revision: id });

export const anyMenuEvent: fc.Arbitrary<MenuEvent> = oneOf<MenuEvent>({
  MenuRegistered: revisedCard,
  MenuRevised: revisedCard,
  MenuOffered: fc.record({ ...card, menuId: id, revision: id, audience, except: ids }),
  MenuOfferWithdrawn: fc.record({ menuId: id, storeIds: ids }),
  MenuDeleted: fc.record({ menuId: id, reason: text, audience }),
});

const localTime = fc.constantFrom('00:00', '01:30', '09:00', '18:00');
const period = { open: localTime, close: localTime };
const date = fc.constantFrom('2026-01-31', '2026-03-29');
const hours = fc.record({
  weekly: fc.array(fc.record({ day: fc.integer({ min: 1, max: 7 }), ...period }), { maxLength: 3 }),
  exceptions: fc.array(
    fc.oneof(fc.record({ date, closed: fc.constant(true as const) }), fc.record({ date, ...period })),
    { maxLength: 2 },
  ),
});

/** Any settings of a store. */
export const anySettings: fc.Arbitrary<StoreSettings> = fc.record({
  addressRequired: fc.boolean(),
  autoAccept: fc.boolean(),
  acceptWithinMinutes: id,
  preparationMinutes: id,
  deliveryFee: money,
  minimumOrder: money,
  ordersPerQuarter: fc.option(id),
  hours: fc.option(hours),
});

export const anyStoreEvent: fc.Arbitrary<StoreEvent> = oneOf<StoreEvent>({
  StoreRegistered: fc.record({ storeId: id, storeName: text, address: text, timezone: fc.constant('Asia/Seoul') }),
  StoreStatusChanged: fc.record({ storeId: id, status: fc.constantFrom('OPEN', 'PAUSED', 'CLOSED'), until }),
  StoreSettingsChanged: fc
    .record({ storeId: id, settings: anySettings })
    .map(({ storeId, settings }) => ({ storeId, ...settings })),
});

const storeAndMenu = { storeId: id, menuId: id };

export const anyStoreMenuEvent: fc.Arbitrary<StoreMenuEvent> = oneOf<StoreMenuEvent>({
  MenuConfirmationRequested: fc.record({ ...storeAndMenu, ...card, offer: id, revision: id }),
  MenuApproved: fc.record({ ...storeAndMenu, revision: id, price: money, by: text }),
  MenuRejected: fc.record({ ...storeAndMenu, revision: id, reason: text, by: text }),
  MenuRejectionWithdrawn: fc.record({ ...storeAndMenu, revision: id, by: text }),
  StorePriceSet: fc.record({ ...storeAndMenu, price: money }),
  MenuSoldOut: fc.record({ ...storeAndMenu, until }),
  MenuRestocked: fc.record(storeAndMenu),
  OptionSoldOut: fc.record({ ...storeAndMenu, groupId: text, optionId: text, until }),
  OptionRestocked: fc.record({ ...storeAndMenu, groupId: text, optionId: text }),
  MenuDelisted: fc.record({ ...storeAndMenu, offer: id, reason: text }),
});

const quantity = fc.integer({ min: 1, max: 99 });
const chosen = fc.array(fc.record({ groupId: text, optionId: text, name: text, priceDelta: fc.integer() }), {
  maxLength: 2,
});
const lineFields = {
  ...{ lineId: id, menuId: id, revision: id, menuName: text, quantity, unitPrice: money },
  options: chosen,
};
const lines = fc.array(fc.record(lineFields), { maxLength: 3 });
const cartIds = { cartId: id, storeId: id, customerId: text };
const fulfilment = {
  type: fc.constantFrom('DELIVERY' as const, 'PICKUP' as const),
  wantedAt: until,
  personal: fc.constant(null),
};
const terms = {
  subtotal: money,
  deliveryFee: money,
  currency: fc.option(fc.constantFrom('EUR', 'KRW')),
  tax: fc.option(fc.record({ rate: fc.integer({ min: 0, max: 25 }), net: money, tax: money })),
  fulfilment: fc.option(fc.record(fulfilment)),
};
const businessDay = fc.constant('2026-01-31');

const quarter = fc.option(fc.constantFrom('2026-01-31T12:00:00.000Z', '2026-01-31T12:15:00.000Z'));

export const anyCartEvent: fc.Arbitrary<CartEvent> = oneOf<CartEvent>({
  CartCreated: fc.record(cartIds),
  MenuAddedToCart: fc.record({ ...cartIds, ...lineFields }),
  LineQuantityChanged: fc.record({ ...cartIds, lineId: id, quantity }),
  MenuAddHeld: fc.record({
    ...cartIds,
    holdId: id,
    menuId: id,
    quantity,
    reason: text,
    expiresAt: time,
    seen: fc.option(fc.record({ revision: id, unitPrice: money })),
    options: chosen,
  }),
  HeldMenuAdded: fc.record({ ...cartIds, ...lineFields, holdId: id }),
  HeldMenuDropped: fc.record({ ...cartIds, holdId: id, reason: text }),
  MenuRemovedFromCart: fc.record({ ...cartIds, lineId: id }),
  FulfilmentChosen: fc.record({ ...cartIds, ...fulfilment }),
  CartOrdered: fc.record({ ...cartIds, ...terms, attempt: id, lines, total: money, businessDay, quarter }),
  CartReopened: fc.record({ ...cartIds, attempt: id, reason: text }),
  CartPaid: fc.record({ ...cartIds, ...terms, attempt: id, paymentId: id, lines, total: money, businessDay }),
  CartExpired: fc.record(cartIds),
});

const attempt = { ...cartIds, paymentId: id, businessDay, attempt: id, amount: money };
const refund = { ...attempt, refundId: text };

export const anyPaymentEvent: fc.Arbitrary<PaymentEvent> = oneOf<PaymentEvent>({
  PaymentRequested: fc.record({
    ...attempt,
    idempotencyKey: text,
    currency: fc.option(fc.constantFrom('EUR', 'KRW')),
    taxRate: fc.option(fc.constantFrom(0, 8.25, 19)),
  }),
  PaymentApproved: fc.record({ ...attempt, providerReference: text }),
  PaymentDeclined: fc.record({ ...attempt, code: text }),
  PaymentOutcomeUnknown: fc.record(attempt),
  RefundRequested: fc.record({ ...refund, reason: text, by: fc.option(text) }),
  PaymentRefunded: fc.record({
    ...refund,
    reason: text,
    by: fc.option(text),
    providerReference: text,
    net: fc.option(money),
    tax: fc.option(money),
  }),
  RefundFailed: fc.record({ ...refund, code: text }),
});

const sealed = fc.record({
  ...{ keyId: text, iv: text, tag: text, data: text },
  of: fc.record({ stream: text, eventId: text }),
});
const reason = fc.option(fc.oneof(text, sealed));
const orderIds = { orderId: id, storeId: id, customerId: text };

export const anyOrderEvent: fc.Arbitrary<OrderEvent> = oneOf<OrderEvent>({
  OrderReceived: fc.record({
    ...orderIds,
    cartId: id,
    paymentId: id,
    lines,
    total: money,
    businessDay,
    paidAt: time,
    ...terms,
    orderNumber: fc.option(id),
    acceptBy: until,
  }),
  OrderAccepted: fc.record({
    ...orderIds,
    promisedAt: time,
    acceptedAt: time,
    by: fc.constantFrom('store', 'auto'),
  }),
  CookingStarted: fc.record(orderIds),
  CookingCompleted: fc.record(orderIds),
  CookingRecalled: fc.record({ ...orderIds, reason }),
  DeliveryStarted: fc.record({ ...orderIds, courier: fc.option(text) }),
  DeliveryCompleted: fc.record({
    ...orderIds,
    ...{ total: money, businessDay, secondsFromPaid: id },
    promisedAt: until,
    secondsLate: fc.option(fc.nat({ max: 10_000 })),
  }),
  DeliveryFailed: fc.record({ ...orderIds, reason }),
  OrderCancelled: fc.record({
    ...orderIds,
    paymentId: id,
    total: money,
    businessDay,
    by: text,
    reason,
    code: fc.option(fc.constantFrom('CUSTOMER', 'STORE', 'REFUSED', 'NOT_ANSWERED', 'REFUNDED')),
    lines,
  }),
});

const ofKey = { keyId: id.map((n) => `${'a'.repeat(64)}.${n}`) };

export const anyCustomerEvent: fc.Arbitrary<CustomerEvent> = oneOf<CustomerEvent>({
  PersonalDataErasureRequested: fc.record({ ...ofKey, by: text }),
  PersonalDataErased: fc.record(ofKey),
});

const ofDay = { storeId: id, businessDay, number: id };

export const anyReceiptEvent: fc.Arbitrary<ReceiptEvent> = oneOf<ReceiptEvent>({
  ReceiptNumbered: fc.record({ ...ofDay, orderId: id }),
  ReceiptVoided: fc.record({ ...ofDay, reason: text }),
});

const slot = {
  ...{ storeId: id, cartId: id, attempt: id, date: fc.constant('2026-01-31') },
  quarter: fc.constantFrom('2026-01-31T12:00:00.000Z', '2026-01-31T12:15:00.000Z'),
};

export const anySlotEvent: fc.Arbitrary<SlotEvent> = oneOf<SlotEvent>({
  SlotTaken: fc.record({ ...slot, takenAt: time }),
  SlotFreed: fc.record(slot),
});
