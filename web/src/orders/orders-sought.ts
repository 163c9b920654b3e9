import type { Schema } from '../api/client.js';

export type BoardOrder = Schema<'BoardOrder'>;
export type OrderStatus = BoardOrder['status'];

/** What orders are looked for by; `WAITING` for those that their store has to accept. */
export interface OrdersSought {
  readonly store?: string;
  readonly stage?: string;
  readonly day?: string;
  readonly customer?: string;
  readonly number?: string;
}

export const STAGES = [
  ...(['RECEIVED', 'COOKING', 'READY', 'DELIVERING'] as const),
  ...(['DELIVERY_FAILED', 'COMPLETED', 'CANCELLED'] as const),
];
const WAITING = 'WAITING';

/** Only of those that exist is anything asked. */
const stageOf = ({ stage }: OrdersSought): (typeof STAGES)[number] | undefined => STAGES.find((one) => one === stage);

/** The same as GET /orders asks for it. */
export const ordersQuery = (sought: OrdersSought) => {
  const status = stageOf(sought);
  const { store, stage, day, customer, number } = sought;
  return {
    ...(store !== undefined && { storeId: Number(store) }),
    ...(status && { status }),
    ...(stage === WAITING && { accepted: 'false' as const }),
    ...(day !== undefined && { day }),
    ...(customer !== undefined && { customerId: customer }),
    ...(number !== undefined && { number: Number(number) }),
  };
};

const isInStage = (order: BoardOrder, sought: OrdersSought): boolean => {
  const { status, acceptBy, acceptedAt, cookingAt } = order;
  if (sought.stage === WAITING) return acceptBy !== null && acceptedAt === null && cookingAt === null;
  const stage = stageOf(sought);
  // Nobody cooks those that were accepted either.
  return stage === undefined || status === stage || (stage === 'RECEIVED' && status === 'ACCEPTED');
};

/** Whether GET /orders would list it: of those that are closed only where something particular is looked for. */
export const isSought = (order: BoardOrder, sought: OrdersSought): boolean => {
  const { store, day, customer, number } = sought;
  const isParticular = [stageOf(sought), day, customer, number].some((one) => one !== undefined);
  return (
    (isParticular || order.closedAt === null) &&
    isInStage(order, sought) &&
    (store === undefined || order.storeId === Number(store)) &&
    (day === undefined || order.businessDay === day) &&
    (customer === undefined || order.customerId === customer) &&
    (number === undefined || order.orderNumber === Number(number))
  );
};

/** As they are listed: those that were received first. */
export const oldestFirst = (a: BoardOrder, b: BoardOrder): number =>
  a.receivedAt === b.receivedAt ? a.orderId - b.orderId : a.receivedAt < b.receivedAt ? -1 : 1;
