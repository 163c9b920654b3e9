import type { Schema } from '../../api/client.js';

export type BoardOrder = Schema<'BoardOrder'>;

/** What the store does with an order, by the last word of its URL. */
export type Step = 'accept' | 'refuse' | 'start' | 'complete' | 'recall' | 'dispatch' | 'deliver' | 'fail' | 'cancel';

export const COLUMNS = ['todo', 'cooking', 'ready', 'out'] as const;
export type Column = (typeof COLUMNS)[number];

type Of<Field extends keyof BoardOrder> = Pick<BoardOrder, Field>;

export const isPickup = ({ fulfilment }: Of<'fulfilment'>): boolean => fulfilment?.type === 'PICKUP';

/** Whether its store has to answer, and has not. */
export const isWaiting = ({ status, acceptBy }: Of<'status' | 'acceptBy'>): boolean =>
  status === 'RECEIVED' && acceptBy !== null;

/** Whether nobody cooks it yet. */
export const isUncooked = ({ status }: Of<'status'>): boolean => status === 'RECEIVED' || status === 'ACCEPTED';

/** Where it stands on the board; null for what is closed. What waits to be picked up stands with what is on its way. */
export const columnOf = (order: Of<'status' | 'fulfilment'>): Column | null => {
  switch (order.status) {
    case 'RECEIVED':
    case 'ACCEPTED':
      return 'todo';
    case 'COOKING':
      return 'cooking';
    case 'READY':
      return isPickup(order) ? 'out' : 'ready';
    case 'DELIVERING':
    case 'DELIVERY_FAILED':
      return 'out';
    case 'COMPLETED':
    case 'CANCELLED':
      return null;
  }
};

/** The step that one tap takes; null where there is none. */
export const nextStep = (order: Of<'status' | 'acceptBy' | 'fulfilment'>): Step | null => {
  switch (order.status) {
    case 'RECEIVED':
      return isWaiting(order) ? 'accept' : 'start';
    case 'ACCEPTED':
      return 'start';
    case 'COOKING':
      return 'complete';
    case 'READY':
      return isPickup(order) ? 'deliver' : 'dispatch';
    case 'DELIVERING':
      return 'deliver';
    case 'DELIVERY_FAILED':
      return 'dispatch';
    case 'COMPLETED':
    case 'CANCELLED':
      return null;
  }
};

/** What else may be done with it, as the contract allows it. */
export const otherSteps = (order: Of<'status' | 'acceptBy'>): readonly Exclude<Step, 'accept'>[] => {
  switch (order.status) {
    case 'RECEIVED':
      return isWaiting(order) ? ['refuse'] : ['cancel'];
    case 'READY':
      return ['recall', 'cancel'];
    case 'DELIVERING':
      return ['fail'];
    case 'ACCEPTED':
    case 'COOKING':
    case 'DELIVERY_FAILED':
      return ['cancel'];
    case 'COMPLETED':
    case 'CANCELLED':
      return [];
  }
};

type Status = BoardOrder['status'];

/** What an order is once a step is taken. */
export const STATUS_AFTER: Readonly<Record<Step, Status>> = {
  ...{ accept: 'ACCEPTED', start: 'COOKING', complete: 'READY', dispatch: 'DELIVERING', deliver: 'COMPLETED' },
  ...{ refuse: 'CANCELLED', cancel: 'CANCELLED', recall: 'COOKING', fail: 'DELIVERY_FAILED' },
};

const ONWARD: readonly Step[] = ['accept', 'start', 'complete', 'dispatch', 'deliver'];
const WAY: readonly Status[] = ['ACCEPTED', 'COOKING', 'READY', 'DELIVERING', 'DELIVERY_FAILED', 'COMPLETED'];

/** Whether somebody has taken a step of an order that is so by now: it is what comes of that, or it has gone on from there. */
export const isTaken = (step: Step, now: Status): boolean =>
  now === STATUS_AFTER[step] || (ONWARD.includes(step) && WAY.indexOf(now) > WAY.indexOf(STATUS_AFTER[step]));

/** Oldest first; of one moment by their numbers. */
export const byAge = (a: Of<'receivedAt' | 'orderId'>, b: Of<'receivedAt' | 'orderId'>): number =>
  a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : a.orderId - b.orderId;

/** What somebody cooks by: where it differs from what they saw, they have to look again. */
export const printOf = ({ lines, fulfilment, refunded }: Of<'lines' | 'fulfilment' | 'refunded'>): string =>
  hashOf(
    JSON.stringify([
      lines.map(({ menuId, quantity, options }) => [menuId, quantity, ...options.map(({ optionId }) => optionId)]),
      fulfilment?.type,
      fulfilment?.wantedAt,
      refunded,
    ]),
  );

/** Short, and as good as different for different texts (FNV-1a). */
const hashOf = (text: string): string => {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return (hash >>> 0).toString(36);
};
