import { cart, order, payment } from '@doremi/command-api';
import { type Actor, cartStream, DEFAULT_SETTINGS, orderStream, paymentStream, SYSTEM } from '@doremi/domain';
import { Aggregate, type Scene } from './aggregate.js';
import type { OpenStore } from './open-stores.js';
import { oneOf, type Random } from './random.js';

const IDLE = { type: 'ExpireCart', idleSeconds: 1_800, ttlSeconds: 1_800 } as const;

/** What one customer does and what comes of it, a command at a time: each step waits until it is this one's turn again. */
export function* customerOf(
  scene: Scene,
  stores: readonly OpenStore[],
  random: Random,
  cartId: number,
): Generator<void> {
  const happens = (chance: number): boolean => random() < chance;
  const { storeId, owner, menus } = oneOf(random, stores);
  const customerId = `customer-${1 + Math.floor(random() * 5_000)}`;
  const by: Actor = { sub: customerId, roles: ['customer'] };
  const own = new Aggregate(scene, cartStream(cartId), cart);

  own.do({ type: 'CreateCart', cartId, storeId, customerId, storeStatus: 'OPEN' }, by);
  yield;
  const adds = 1 + Math.floor(random() * 4);
  for (let add = 0; add < adds; add++) {
    const menu = { ...oneOf(random, menus), revision: 1, options: [] };
    own.do({ type: 'AddMenu', by, quantity: happens(0.2) ? 2 : 1, ...menu }, by);
    yield;
  }
  if (own.state.lines.length > 1 && happens(0.2)) {
    own.do({ type: 'RemoveLine', by, lineId: own.state.lastLineId }, by);
    yield;
  }
  if (happens(0.15)) return own.do(IDLE, SYSTEM);

  const businessDay = scene.now().slice(0, 10);
  const sold = menus.map(
    ({ menuId, unitPrice: price }) => [menuId, { revision: 1, price, optionGroups: [], soldOut: [] }] as const,
  );
  const store = { status: 'OPEN', until: null, timezone: 'UTC', settings: DEFAULT_SETTINGS } as const;
  const chain = { currency: 'EUR', taxRate: 10 };
  const shop = { store, now: scene.now(), quarter: null, businessDay, money: chain } as const;
  const asking = { type: 'OrderCart', by, ...shop, menus: Object.fromEntries(sold) } as const;
  const money = new Aggregate(scene, paymentStream(cartId), payment);
  for (let declined = happens(0.05); ; declined = false) {
    own.do({ ...asking, attempt: own.state.attempt + 1 }, by);
    yield;
    const { attempt, total: amount } = own.state;
    const ids = { paymentId: cartId, cartId, storeId, customerId, businessDay };
    money.do({ type: 'RequestPayment', ...ids, attempt, amount, ...chain }, SYSTEM);
    yield;
    if (!declined) break;
    money.do({ type: 'RecordDecline', attempt, code: 'CARD_DECLINED' }, SYSTEM);
    yield;
    own.do({ type: 'ReopenCart', attempt, reason: 'CARD_DECLINED' }, SYSTEM);
    yield;
  }
  const { attempt } = own.state;
  if (happens(0.02)) {
    money.do({ type: 'RecordUnknown', attempt }, SYSTEM);
    yield;
  }
  money.do({ type: 'RecordApproval', attempt, providerReference: `ch_${cartId}` }, SYSTEM);
  yield;
  own.do({ type: 'ConfirmPayment', attempt, paymentId: cartId }, SYSTEM);
  yield;
  const { lines, total, terms } = own.state;
  const made = new Aggregate(scene, orderStream(cartId), order);
  const received = {
    orderId: cartId,
    cartId,
    storeId,
    customerId,
    paymentId: cartId,
    lines,
    total,
    businessDay,
    ...terms,
  };
  const paid = { paidAt: scene.now(), now: scene.now(), orderNumber: null, acceptBy: null };
  made.do({ type: 'ReceiveOrder', ...received, ...paid, promisedAt: scene.now() }, SYSTEM);
  yield;
  if (happens(0.03)) {
    made.do({ type: 'CancelOrder', by, reason: null }, by);
    yield;
    const back = { refundId: `${cartId}-cancelled`, reason: 'ORDER_CANCELLED', by: customerId };
    money.do({ type: 'RequestRefund', ...back }, SYSTEM);
    yield;
    const reference = { refundId: `${cartId}-cancelled`, providerReference: `re_${cartId}` };
    return money.do({ type: 'RecordRefund', ...reference }, SYSTEM);
  }
  made.do({ type: 'StartCooking', by: owner, minutes: 20, now: scene.now() }, owner);
  yield;
  made.do({ type: 'CompleteCooking', by: owner }, owner);
  yield;
  if (happens(0.03)) {
    made.do({ type: 'RecallCooking', by: owner, reason: null }, owner);
    yield;
    made.do({ type: 'CompleteCooking', by: owner }, owner);
    yield;
  }
  for (let failed = happens(0.03); ; failed = false) {
    made.do({ type: 'Dispatch', by: owner, courier: oneOf(random, ['kim', 'lee', 'park', null]) }, owner);
    yield;
    if (!failed) break;
    made.do({ type: 'FailDelivery', by: owner, reason: null }, owner);
    yield;
  }
  made.do({ type: 'CompleteDelivery', by: owner, now: scene.now() }, owner);
}
