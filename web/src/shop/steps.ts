import type { Schema } from '../api/client.js';

export type Order = Schema<'OrderTrack'>;
type Status = Order['status'];

/** One step of an order: taken, the one that it is at, or still ahead. */
export interface Step {
  readonly status: Status;
  readonly state: 'done' | 'now' | 'ahead';
  readonly at: string | null;
  readonly note: string | null;
}

const AHEAD: Readonly<Record<'DELIVERY' | 'PICKUP', readonly Status[]>> = {
  DELIVERY: ['RECEIVED', 'ACCEPTED', 'COOKING', 'READY', 'DELIVERING', 'COMPLETED'],
  PICKUP: ['RECEIVED', 'ACCEPTED', 'COOKING', 'READY', 'COMPLETED'],
};

export const isClosed = ({ status }: Pick<Order, 'status'>): boolean =>
  status === 'COMPLETED' || status === 'CANCELLED';

/** A customer may cancel until cooking starts. */
export const mayCancel = ({ status }: Pick<Order, 'status'>): boolean => status === 'RECEIVED' || status === 'ACCEPTED';

/** What happened, oldest first, and what is to come; nothing is to come after the end. */
export const stepsOf = (order: Pick<Order, 'status' | 'timeline' | 'fulfilment'>): Step[] => {
  const taken = order.timeline.map((step, index): Step => {
    const isLast = index === order.timeline.length - 1;
    return { ...step, state: isLast && !isClosed(order) ? 'now' : 'done' };
  });
  const way = AHEAD[order.fulfilment?.type ?? 'DELIVERY'];
  // One that could not be delivered is on its way again, or given up.
  const place = order.status === 'DELIVERY_FAILED' ? way.indexOf('READY') : way.indexOf(order.status);
  const ahead = isClosed(order) ? [] : way.slice(place + 1);
  return [...taken, ...ahead.map((status): Step => ({ status, state: 'ahead', at: null, note: null }))];
};
