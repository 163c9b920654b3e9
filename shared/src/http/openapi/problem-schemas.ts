import { operatorProblems } from './operator-problems.js';
import { array, id, instant, integer, money, nullable, object, oneOf, ref, text, type Schemas } from './schema.js';

/** What a problem tells beside `type`, `title`, `status`, `code` and `detail`. */
interface Told {
  readonly always?: Schemas;
  readonly sometimes?: Schemas;
}

const currentStatus = text;
const revisions = { currentStatus, liveRevision: nullable(id), pendingRevision: nullable(id) };
const difference = object(
  {
    lineId: id,
    menuId: id,
    reason: oneOf('PRICE_CHANGED', 'REVISION_CHANGED', 'MENU_NOT_ON_SALE', 'MENU_SOLD_OUT'),
  },
  { unitPrice: money, now: money, revision: id, liveRevision: id },
);

const told = {
  ACTOR_INVALID: {},
  BODY_NOT_JSON: {},
  BODY_NOT_OBJECT: {},
  BODY_TOO_LARGE: { sometimes: { limitBytes: integer(1) } },
  CART_CLOSED: { always: { currentStatus } },
  CART_EMPTY: {},
  CART_FULL: { always: { max: integer(1) } },
  CART_HAS_HOLDS: { always: { holds: array(ref('Hold')) } },
  CART_NOT_FOUND: { sometimes: { cartId: integer(0) } },
  CART_OUTDATED: { always: { differences: array(difference), total: money, version: id } },
  CURSOR_INVALID: {},
  ENGINE_UNAVAILABLE: {},
  EVENT_STORE_MISMATCH: {},
  EVENT_VERSION_NEWER: {},
  FIELDS_INVALID: { always: { errors: array(object({ field: text, code: text, detail: text })) } },
  FORBIDDEN: { sometimes: { roles: array(text), storeId: integer(0) } },
  HOLD_NOT_FOUND: { always: { holdId: integer(0) } },
  IDEMPOTENCY_KEY_INVALID: {},
  IDEMPOTENCY_KEY_REUSED: {},
  IF_MATCH_INVALID: {},
  INTERNAL_ERROR: {},
  ISSUER_UNAVAILABLE: {},
  LENGTH_REQUIRED: { always: { limitBytes: integer(1) } },
  LINE_NOT_FOUND: { always: { lineId: integer(0) } },
  MENU_CHANGED: { always: { revision: id } },
  MENU_DELETED: { always: { menuId: id } },
  MENU_NOT_FOUND: { sometimes: { menuId: integer(0) } },
  MENU_NOT_LIVE: { sometimes: revisions },
  MENU_NOT_ON_SALE: { always: { menuId: id, currentStatus } },
  MENU_SOLD_OUT: { always: { menuId: id, until: nullable(instant) } },
  NOTHING_TO_CONFIRM: { always: revisions },
  ORDER_NOT_FOUND: { sometimes: { orderId: integer(0) } },
  ORDER_NOT_RECEIVED: { always: { paymentId: id } },
  ORDER_STEP_NOT_ALLOWED: { always: { currentStatus, allowed: array(text) } },
  OVERLOADED: {},
  PAYMENT_DECLINED: { always: { reason: text, cart: ref('Cart') } },
  PAYMENT_NOT_APPROVED: { always: { currentStatus } },
  PAYMENT_NOT_FOUND: { sometimes: { paymentId: integer(0) } },
  POSITION_INVALID: {},
  PROVIDER_UNAVAILABLE: { sometimes: { cart: ref('Cart') } },
  QUANTITY_TOO_HIGH: { always: { lineId: id, quantity: id, max: integer(1) } },
  RATE_LIMITED: { always: { limit: oneOf('reads', 'commands', 'payments', 'ops', 'login', 'discovery') } },
  READ_MODEL_BEHIND: { always: { position: text } },
  REFUND_REASON_RESERVED: { always: { reason: text } },
  REFUND_TOO_HIGH: { always: { left: money } },
  REQUEST_INVALID: {},
  REVISION_NOT_WAITING: { always: revisions },
  REVISION_REQUIRED: { always: revisions },
  STORE_EXISTS: { always: { storeId: id } },
  STORE_MENU_NOT_FOUND: { sometimes: { storeId: integer(0), menuId: integer(0) } },
  STORE_NOT_FOUND: { sometimes: { storeId: integer(0), storeIds: array(id) } },
  STORE_NOT_OPEN: { always: { storeId: id, storeStatus: oneOf('PAUSED', 'CLOSED') } },
  TOKEN_INVALID: {},
  TOO_MANY_WRITERS: {},
  UNAUTHENTICATED: {},
  UNSUPPORTED_MEDIA_TYPE: {},
  UNTIL_PASSED: { always: { until: instant } },
  UPSTREAM_TIMEOUT: {},
  UPSTREAM_UNAVAILABLE: {},
  URL_INVALID: {},
  VERSION_CHANGED: { always: { version: id } },
  ...operatorProblems,
} as const satisfies Readonly<Record<string, Told>>;

/** Every code that an answer of this API may carry. */
export type ProblemCode = keyof typeof told;

const problemOf = (code: string, { always = {}, sometimes = {} }: Told) =>
  object(
    { type: { const: 'about:blank' }, title: text, status: integer(400, 599), code: { const: code }, ...always },
    { detail: text, ...sometimes },
  );

const nameOf = (code: string): string => `Problem.${code}`;

/** A schema per code (RFC 9457), so that a client knows what it is told with it. */
export const problemSchemas: Schemas = Object.fromEntries(
  Object.entries(told).map(([code, extensions]) => [nameOf(code), problemOf(code, extensions)]),
);

export const problemRef = (code: ProblemCode) => ref(nameOf(code));
