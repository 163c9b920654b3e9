import {
  type Actor,
  type CancelCode,
  isCustomer,
  isStore,
  minutesAfter,
  type OrderEvent,
  secondsAfter,
  SYSTEM,
  termsOf,
} from '@doremi/domain';
import { type Decider, type Refusal, refuse } from '@doremi/event-sourcing';
import {
  allowedFrom,
  allowedOf,
  isUncooked,
  isWaiting,
  NO_ORDER,
  type Order,
  type OrderStatus,
  type OrderStep,
  type Received,
} from './order.state.js';

export { allowedFrom, type Order, type OrderStatus };

/** Times are ISO 8601. */
export type OrderCommand =
  /** `promisedAt` is null where the store has to answer first. */
  | ({ readonly type: 'ReceiveOrder'; readonly promisedAt: string | null } & Received)
  /** `minutes` from now until it is there, or ready to be picked up. */
  | { readonly type: 'AcceptOrder'; readonly by: Actor; readonly minutes: number; readonly now: string }
  | { readonly type: 'RefuseOrder'; readonly by: Actor; readonly reason: string }
  /** `minutes` as of AcceptOrder, where nobody accepted it before. */
  | { readonly type: 'StartCooking'; readonly by: Actor; readonly minutes: number; readonly now: string }
  | { readonly type: 'CompleteCooking'; readonly by: Actor }
  | { readonly type: 'RecallCooking'; readonly by: Actor; readonly reason: string }
  | { readonly type: 'Dispatch'; readonly by: Actor; readonly courier: string | null }
  | { readonly type: 'CompleteDelivery'; readonly by: Actor; readonly now: string }
  | { readonly type: 'FailDelivery'; readonly by: Actor; readonly reason: string }
  | { readonly type: 'CancelOrder'; readonly by: Actor; readonly reason: string }
  /** Of the system: its store has not answered in time. */
  | { readonly type: 'CancelUnanswered'; readonly now: string }
  /** All that it paid is to go back, so nobody should cook it. */
  | { readonly type: 'CancelRefunded'; readonly by: string; readonly reason: string };

export type OrderRefusal = 'ORDER_NOT_FOUND' | 'ORDER_STEP_NOT_ALLOWED';

type StepCommand = Extract<OrderCommand, { readonly type: OrderStep }>;

export const order: Decider<Order, OrderCommand, OrderEvent, OrderRefusal> = {
  initial: NO_ORDER,

  decide: (command, order) => {
    switch (command.type) {
      case 'ReceiveOrder': {
        if (order.status !== 'NONE') return [];
        const received: OrderEvent = { type: 'OrderReceived', data: receivedOf(command) };
        const { promisedAt, paidAt } = command;
        // It counts from when it was paid, also where it is received by whoever finds it later.
        return promisedAt === null ? [received] : [received, accepted(command, promisedAt, paidAt, 'auto')];
      }
      case 'CancelUnanswered':
        if (!isWaiting(order) || Date.parse(command.now) <= Date.parse(order.acceptBy)) return [];
        return [cancelled(order, 'NOT_ANSWERED', SYSTEM.sub, 'the store did not answer in time')];
      case 'CancelRefunded':
        return isUncooked(order) ? [cancelled(order, 'REFUNDED', command.by, command.reason)] : [];
      case 'AcceptOrder':
      case 'RefuseOrder':
      case 'StartCooking':
      case 'CompleteCooking':
      case 'RecallCooking':
      case 'Dispatch':
      case 'CompleteDelivery':
      case 'FailDelivery':
      case 'CancelOrder':
        return step(command, order);
    }
  },

  foldVersion: 4,
  evolve: (order, event) => {
    switch (event.type) {
      case 'OrderReceived':
        return { ...event.data, status: 'RECEIVED', acceptedAt: null, promisedAt: null };
      case 'OrderAccepted': {
        const { acceptedAt, promisedAt } = event.data;
        return { ...order, status: 'ACCEPTED', acceptedAt, promisedAt };
      }
      case 'CookingStarted':
      case 'CookingRecalled':
        return { ...order, status: 'COOKING' };
      case 'CookingCompleted':
        return { ...order, status: 'READY' };
      case 'DeliveryStarted':
        return { ...order, status: 'DELIVERING' };
      case 'DeliveryCompleted':
        return { ...order, status: 'COMPLETED' };
      case 'DeliveryFailed':
        return { ...order, status: 'DELIVERY_FAILED' };
      case 'OrderCancelled':
        return { ...order, status: 'CANCELLED' };
    }
  },
};

/** A step that somebody takes. */
const step = (command: StepCommand, order: Order): readonly OrderEvent[] | Refusal<OrderRefusal> => {
  const { status, storeId, customerId, total, businessDay, promisedAt } = order;
  const asStore = isStore(command.by, storeId);
  const asCustomer = command.type === 'CancelOrder' && isCustomer(command.by, customerId);
  if (status === 'NONE' || !(asStore || asCustomer)) return refuse('ORDER_NOT_FOUND');
  const allowed = asStore || isUncooked(order) ? allowedOf(order) : [];
  if (!allowed.includes(command.type)) return refuse('ORDER_STEP_NOT_ALLOWED', { status, allowed });

  const ids = idsOf(order);
  switch (command.type) {
    case 'AcceptOrder':
      return [acceptedByStore(order, command)];
    case 'RefuseOrder':
      return [cancelled(order, 'REFUSED', command.by.sub, command.reason)];
    case 'StartCooking': {
      const started: OrderEvent = { type: 'CookingStarted', data: ids };
      return isWaiting(order) ? [acceptedByStore(order, command), started] : [started];
    }
    case 'CompleteCooking':
      return [{ type: 'CookingCompleted', data: ids }];
    case 'RecallCooking':
      return [{ type: 'CookingRecalled', data: { ...ids, reason: command.reason } }];
    case 'Dispatch': {
      const started: OrderEvent = { type: 'DeliveryStarted', data: { ...ids, courier: command.courier } };
      return status === 'COOKING' ? [{ type: 'CookingCompleted', data: ids }, started] : [started];
    }
    case 'CompleteDelivery': {
      const secondsFromPaid = secondsAfter(order.paidAt, command.now);
      const secondsLate = promisedAt === null ? null : secondsAfter(promisedAt, command.now);
      const said = { total, businessDay, secondsFromPaid, promisedAt, secondsLate };
      return [{ type: 'DeliveryCompleted', data: { ...ids, ...said } }];
    }
    case 'FailDelivery':
      return [{ type: 'DeliveryFailed', data: { ...ids, reason: command.reason } }];
    case 'CancelOrder': {
      const { sub } = command.by;
      return [cancelled(order, sub === customerId ? 'CUSTOMER' : 'STORE', sub, command.reason)];
    }
  }
};

const accepted = (of: Received, promisedAt: string, acceptedAt: string, by: 'store' | 'auto'): OrderEvent => ({
  type: 'OrderAccepted',
  data: { ...idsOf(of), promisedAt, acceptedAt, by },
});

/** When it was wanted is promised where somebody said that. */
const acceptedByStore = (order: Order, { minutes, now }: { readonly minutes: number; readonly now: string }) =>
  accepted(order, order.fulfilment?.wantedAt ?? minutesAfter(now, minutes), now, 'store');

const cancelled = (order: Order, code: CancelCode, by: string, reason: string): OrderEvent => {
  const { paymentId, total, businessDay, lines } = order;
  return { type: 'OrderCancelled', data: { ...idsOf(order), paymentId, total, businessDay, by, reason, code, lines } };
};

const idsOf = ({ orderId, storeId, customerId }: Received) => ({ orderId, storeId, customerId });

const receivedOf = (received: Received): Received => {
  const { cartId, paymentId, lines, total, businessDay, paidAt, orderNumber, acceptBy } = received;
  const ids = { ...idsOf(received), cartId, paymentId };
  return { ...ids, lines, total, businessDay, paidAt, orderNumber, acceptBy, ...termsOf(received) };
};
