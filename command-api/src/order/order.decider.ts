import {
  type Actor,
  type CancelCode,
  isCustomer,
  isStore,
  type Line,
  type Minor,
  type OrderEvent,
  type OrderTerms,
  plainOrder,
  termsOf,
} from '@doremi/domain';
import { type Decider, refuse } from '@doremi/event-sourcing';

export type OrderStatus =
  'NONE' | 'RECEIVED' | 'COOKING' | 'READY' | 'DELIVERING' | 'DELIVERY_FAILED' | 'COMPLETED' | 'CANCELLED';

interface Received extends OrderTerms {
  readonly orderId: number;
  readonly cartId: number;
  readonly storeId: number;
  readonly customerId: string;
  readonly paymentId: number;
  readonly lines: readonly Line[];
  readonly total: Minor;
  readonly businessDay: string;
  /** ISO 8601. */
  readonly paidAt: string;
  /** Per store and business day; null where it was ordered before they were counted. */
  readonly orderNumber: number | null;
  /** ISO 8601: by when the store has to answer; null where it need not. */
  readonly acceptBy: string | null;
}

/** What the store cooks and delivers. It begins paid: there is no order before. */
export interface Order extends Received {
  readonly status: OrderStatus;
}

export type OrderCommand =
  | ({ readonly type: 'ReceiveOrder' } & Received)
  | { readonly type: 'StartCooking'; readonly by: Actor }
  | { readonly type: 'CompleteCooking'; readonly by: Actor }
  | { readonly type: 'RecallCooking'; readonly by: Actor; readonly reason: string }
  | { readonly type: 'Dispatch'; readonly by: Actor; readonly courier: string | null }
  /** `now` is ISO 8601. */
  | { readonly type: 'CompleteDelivery'; readonly by: Actor; readonly now: string }
  | { readonly type: 'FailDelivery'; readonly by: Actor; readonly reason: string }
  /** `code` where it follows from something else than what its customer or store wants. */
  | { readonly type: 'CancelOrder'; readonly by: Actor; readonly reason: string; readonly code?: CancelCode };

export type OrderStep = Exclude<OrderCommand['type'], 'ReceiveOrder'>;

export type OrderRefusal = 'ORDER_NOT_FOUND' | 'ORDER_STEP_NOT_ALLOWED';

/** The steps that the store can take from each status. The customer has one: CancelOrder from RECEIVED. */
export const allowedFrom: Readonly<Record<OrderStatus, readonly OrderStep[]>> = {
  NONE: [],
  RECEIVED: ['StartCooking', 'CancelOrder'],
  COOKING: ['CompleteCooking', 'Dispatch', 'CancelOrder'],
  READY: ['RecallCooking', 'Dispatch', 'CancelOrder'],
  DELIVERING: ['CompleteDelivery', 'FailDelivery'],
  DELIVERY_FAILED: ['Dispatch', 'CancelOrder'],
  COMPLETED: [],
  CANCELLED: [],
};

export const order: Decider<Order, OrderCommand, OrderEvent, OrderRefusal> = {
  initial: {
    status: 'NONE',
    orderId: 0,
    cartId: 0,
    storeId: 0,
    customerId: '',
    paymentId: 0,
    lines: [],
    total: 0,
    businessDay: '',
    paidAt: '',
    ...plainOrder(0),
  },

  decide: (command, order) => {
    const { status, orderId, storeId, customerId, paymentId, total, businessDay } = order;
    if (command.type === 'ReceiveOrder')
      return status === 'NONE' ? [{ type: 'OrderReceived', data: receivedOf(command) }] : [];

    const asStore = isStore(command.by, storeId);
    const asCustomer = command.type === 'CancelOrder' && isCustomer(command.by, customerId);
    if (status === 'NONE' || !(asStore || asCustomer)) return refuse('ORDER_NOT_FOUND');
    const allowed = asStore || status === 'RECEIVED' ? allowedFrom[status] : [];
    if (!allowed.includes(command.type)) return refuse('ORDER_STEP_NOT_ALLOWED', { status, allowed });

    const ids = { orderId, storeId, customerId };
    switch (command.type) {
      case 'StartCooking':
        return [{ type: 'CookingStarted', data: ids }];
      case 'CompleteCooking':
        return [{ type: 'CookingCompleted', data: ids }];
      case 'RecallCooking':
        return [{ type: 'CookingRecalled', data: { ...ids, reason: command.reason } }];
      case 'Dispatch': {
        const started: OrderEvent = { type: 'DeliveryStarted', data: { ...ids, courier: command.courier } };
        return status === 'COOKING' ? [{ type: 'CookingCompleted', data: ids }, started] : [started];
      }
      case 'CompleteDelivery': {
        const secondsFromPaid = secondsBetween(order.paidAt, command.now);
        return [{ type: 'DeliveryCompleted', data: { ...ids, total, businessDay, secondsFromPaid } }];
      }
      case 'FailDelivery':
        return [{ type: 'DeliveryFailed', data: { ...ids, reason: command.reason } }];
      case 'CancelOrder': {
        const { reason, by, code = by.sub === customerId ? 'CUSTOMER' : 'STORE' } = command;
        const cancelled = { paymentId, total, businessDay, by: by.sub, reason, code, lines: order.lines };
        return [{ type: 'OrderCancelled', data: { ...ids, ...cancelled } }];
      }
    }
  },

  foldVersion: 3,
  evolve: (order, event) => {
    switch (event.type) {
      case 'OrderReceived':
        return { ...event.data, status: 'RECEIVED' };
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

const receivedOf = (received: Received): Received => {
  const { orderId, cartId, storeId, customerId, paymentId } = received;
  const { lines, total, businessDay, paidAt, orderNumber, acceptBy } = received;
  const ids = { orderId, cartId, storeId, customerId, paymentId };
  return { ...ids, lines, total, businessDay, paidAt, orderNumber, acceptBy, ...termsOf(received) };
};

/** Whole seconds; 0 where the clocks of two machines disagree. */
const secondsBetween = (from: string, to: string): number =>
  Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1000));
