import { type Line, type Minor, type OrderTerms, plainOrder } from '@doremi/domain';

export type OrderStatus =
  'NONE' | 'RECEIVED' | 'ACCEPTED' | 'COOKING' | 'READY' | 'DELIVERING' | 'DELIVERY_FAILED' | 'COMPLETED' | 'CANCELLED';

/** An order as it was paid. */
export interface Received extends OrderTerms {
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
  /** ISO 8601; both are null until it is accepted, and of an order from before there were promises. */
  readonly acceptedAt: string | null;
  readonly promisedAt: string | null;
}

export const NO_ORDER: Order = {
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
  acceptedAt: null,
  promisedAt: null,
};

/** What people do with an order, by the name of its command. */
export type OrderStep =
  | 'AcceptOrder'
  | 'RefuseOrder'
  | 'StartCooking'
  | 'CompleteCooking'
  | 'RecallCooking'
  | 'Dispatch'
  | 'CompleteDelivery'
  | 'FailDelivery'
  | 'CancelOrder';

type Steps = Readonly<Record<OrderStatus, readonly OrderStep[]>>;

/** The steps that the store can take from each status of an order that is delivered. */
export const allowedFrom: Steps = {
  NONE: [],
  RECEIVED: ['AcceptOrder', 'RefuseOrder', 'StartCooking', 'CancelOrder'],
  ACCEPTED: ['StartCooking', 'CancelOrder'],
  COOKING: ['CompleteCooking', 'Dispatch', 'CancelOrder'],
  READY: ['RecallCooking', 'Dispatch', 'CancelOrder'],
  DELIVERING: ['CompleteDelivery', 'FailDelivery'],
  DELIVERY_FAILED: ['Dispatch', 'CancelOrder'],
  COMPLETED: [],
  CANCELLED: [],
};

/** Nobody takes it anywhere: it is handed over. */
const pickedUp: Steps = {
  ...allowedFrom,
  COOKING: ['CompleteCooking', 'CancelOrder'],
  READY: ['RecallCooking', 'CompleteDelivery', 'CancelOrder'],
};

/** The steps that the store can take of it now. The customer has one: CancelOrder, until cooking starts. */
export const allowedOf = ({ status, fulfilment }: Pick<Order, 'status' | 'fulfilment'>): readonly OrderStep[] =>
  (fulfilment?.type === 'PICKUP' ? pickedUp : allowedFrom)[status];

/** Whether nobody cooks it yet. */
export const isUncooked = ({ status }: Pick<Order, 'status'>): boolean =>
  status === 'RECEIVED' || status === 'ACCEPTED';

/** Whether its store has to answer and has not. */
export const isWaiting = (order: Order): order is Order & { readonly acceptBy: string } =>
  order.status === 'RECEIVED' && order.acceptBy !== null;
