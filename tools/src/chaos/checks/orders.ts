import type { Recorded } from '@doremi/event-sourcing';
import { of, type History } from '../history/history.js';

/** Read models that a paid order has to be in, by its number. */
const SHOWN_IN = ['orderBoard', 'orderTracking'];

/** Orders that a customer was told are paid, and what is missing of them. */
export const lostOrders = ({ acknowledged, events, readModels }: History): string[] => {
  const received = new Map(of(events, 'OrderReceived').map(({ data }) => [data.orderId, data]));
  const cancelled = new Set(of(events, 'OrderCancelled').map(({ data }) => data.orderId));
  const boards = readModels.filter(({ name }) => SHOWN_IN.includes(name));
  return acknowledged.carts.flatMap(({ cartId, storeId, outcome, total, cancelled: acknowledgedCancelled }) => {
    if (outcome !== 'paid') return [];
    const order = received.get(cartId);
    if (!order) return [`order ${cartId} never reached its store`];
    if (order.storeId !== storeId) return [`order ${cartId} is at store ${order.storeId} instead of ${storeId}`];
    if (order.total !== total) return [`order ${cartId} is of ${order.total} instead of ${total}`];
    if (acknowledgedCancelled && !cancelled.has(cartId)) return [`order ${cartId} was cancelled, and is not`];
    return boards
      .filter(({ stored }) => !stored.has(String(cartId)))
      .map(({ name }) => `order ${cartId} is not in ${name}`);
  });
};

/** What exists more than once though it was asked for once: carts, payments of a cart, orders. */
export const doubledOrders = ({ acknowledged, events }: History): string[] => {
  const carts = countsOf(of(events, 'CartCreated').map(({ data }) => data.customerId));
  const acknowledgedCarts = countsOf(acknowledged.carts.map(({ customerId }) => customerId));
  const twice = (name: string, numbers: readonly number[]): string[] =>
    [...countsOf(numbers)].filter(([, count]) => count > 1).map(([id, count]) => `${name} ${id}, ${count} times`);
  return [
    ...[...carts]
      .filter(([customer, count]) => count > (acknowledgedCarts.get(customer) ?? 0))
      .map(
        ([customer, count]) => `${customer} has ${count} carts and asked for ${acknowledgedCarts.get(customer) ?? 0}`,
      ),
    ...twice(
      'cart paid',
      of(events, 'CartPaid').map(({ data }) => data.cartId),
    ),
    ...twice(
      'order received',
      of(events, 'OrderReceived').map(({ data }) => data.cartId),
    ),
  ];
};

/** Orders that were cancelled for want of an answer that was there, or before its time was up, or accepted twice. */
export const wrongAnswers = ({ events }: History): string[] => {
  const received = new Map(of(events, 'OrderReceived').map(({ data }) => [data.orderId, data]));
  const accepted = countsOf(of(events, 'OrderAccepted').map(({ data }) => data.orderId));
  const unanswered = of(events, 'OrderCancelled').filter(({ data }) => data.code === 'NOT_ANSWERED');
  return [
    ...[...accepted].filter(([, times]) => times > 1).map(([orderId, times]) => `order ${orderId}, ${times} times`),
    ...unanswered
      .filter(({ data: { orderId } }) => accepted.has(orderId))
      .map(({ data: { orderId } }) => `order ${orderId} was accepted, and cancelled as if nobody had answered`),
    ...unanswered
      .filter(({ data, metadata }) => metadata.occurredAt <= (received.get(data.orderId)?.acceptBy ?? '9999'))
      .map(({ data: { orderId } }) => `order ${orderId} was cancelled before its time was up`),
  ];
};

/** Carts whose adds, as far as customers were told of them, are not each there exactly once. */
export const wrongAdds = ({ acknowledged, events }: History): string[] => {
  const made = countsOf([...of(events, 'MenuAddedToCart'), ...of(events, 'MenuAddHeld')].map(cartOf));
  return acknowledged.carts.flatMap(({ cartId, adds, holds }) => {
    const there = made.get(cartId) ?? 0;
    return there === adds + holds ? [] : [`cart ${cartId} has ${there} adds, and ${adds + holds} were acknowledged`];
  });
};

/** Holds that were not confirmed or dropped exactly once. */
export const openHolds = ({ events }: History): string[] => {
  const closed = countsOf(
    [...of(events, 'HeldMenuAdded'), ...of(events, 'HeldMenuDropped')].map(
      ({ data }) => `${data.cartId}.${data.holdId}`,
    ),
  );
  return of(events, 'MenuAddHeld').flatMap(({ data: { cartId, holdId } }) => {
    const times = closed.get(`${cartId}.${holdId}`) ?? 0;
    return times === 1 ? [] : [`hold ${holdId} of cart ${cartId} was closed ${times} times`];
  });
};

/** Commands that were answered with success, and whose event is not where the answer said. */
export const lostCommands = ({ acknowledged, events }: History): string[] => {
  const there = new Set(events.map(({ position }) => position));
  return acknowledged.commands
    .filter(({ position }) => !there.has(position))
    .map(({ command, position }) => `${command}, at ${position}`);
};

const cartOf = ({ data }: Recorded<{ type: string; data: { readonly cartId: number } }>): number => data.cartId;

/** How often each occurs. */
const countsOf = <T>(items: readonly T[]): ReadonlyMap<T, number> => {
  const counts = new Map<T, number>();
  for (const item of items) counts.set(item, (counts.get(item) ?? 0) + 1);
  return counts;
};
