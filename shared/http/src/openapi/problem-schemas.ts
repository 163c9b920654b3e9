import { Cart, Hold } from '../responses/carts.schemas.js';
import {
  array,
  constant,
  count,
  id,
  instant,
  integer,
  money,
  nullable,
  object,
  oneOf,
  optional,
  text,
  type TSchema,
} from '../responses/schemas.js';
import { refTo, schemaIn, type JsonSchema, type NamedSchemas } from './json-schema.js';
import { operatorProblems } from './operator-problems.js';

const currentStatus = text;
const revisions = { currentStatus, liveRevision: nullable(id), pendingRevision: nullable(id) };
const difference = object({
  lineId: id,
  menuId: id,
  reason: oneOf(
    'PRICE_CHANGED',
    'REVISION_CHANGED',
    'MENU_NOT_ON_SALE',
    'MENU_SOLD_OUT',
    'OPTION_GONE',
    'OPTION_SOLD_OUT',
  ),
  unitPrice: optional(money),
  now: optional(money),
  revision: optional(id),
  liveRevision: optional(id),
  groupId: optional(text),
  optionId: optional(text),
});

/** A wrong choice: of which group, and which rule it breaks. */
const choiceError = object({
  ...{ field: text, code: text, detail: text },
  rule: oneOf('unknown', 'tooFew', 'tooMany', 'twice'),
  groupId: text,
  optionId: optional(text),
});

/** The fields of each problem beside `type`, `title`, `status`, `code` and `detail`. */
const problems = {
  ACTOR_INVALID: {},
  BODY_NOT_JSON: {},
  BODY_NOT_OBJECT: {},
  BODY_TOO_LARGE: { limitBytes: optional(integer(1)) },
  BELOW_MINIMUM: { minimum: money, subtotal: money },
  CART_CLOSED: { currentStatus },
  CART_EMPTY: {},
  CART_FULL: { max: integer(1) },
  CART_HAS_HOLDS: { holds: array(Hold) },
  CART_NOT_FOUND: { cartId: optional(count) },
  CART_OUTDATED: { differences: array(difference), total: money, version: id },
  CURSOR_INVALID: {},
  ENGINE_UNAVAILABLE: {},
  EVENT_STORE_MISMATCH: {},
  EVENT_VERSION_NEWER: {},
  FIELDS_INVALID: { errors: array(object({ field: text, code: text, detail: text })) },
  FORBIDDEN: { roles: optional(array(text)), storeId: optional(count) },
  FULFILMENT_MISSING: {},
  HOLD_NOT_FOUND: { holdId: count },
  IDEMPOTENCY_KEY_INVALID: {},
  IDEMPOTENCY_KEY_REUSED: {},
  IF_MATCH_INVALID: {},
  INTERNAL_ERROR: {},
  ISSUER_UNAVAILABLE: {},
  LENGTH_REQUIRED: { limitBytes: integer(1) },
  LINE_NOT_FOUND: { lineId: count },
  MENU_CHANGED: { revision: id },
  MENU_DELETED: { menuId: id },
  MENU_NOT_FOUND: { menuId: optional(count) },
  MENU_NOT_LIVE: {
    currentStatus: optional(currentStatus),
    liveRevision: optional(nullable(id)),
    pendingRevision: optional(nullable(id)),
  },
  MENU_NOT_ON_SALE: { menuId: id, currentStatus },
  MENU_SOLD_OUT: { menuId: id, until: nullable(instant) },
  NO_REJECTION: revisions,
  NOTHING_TO_CONFIRM: revisions,
  NO_RECEIPT: { orderId: id },
  OPTION_NOT_FOUND: { groupId: text, optionId: text },
  OPTION_SOLD_OUT: { groupId: text, optionId: text, until: nullable(instant) },
  OPTIONS_INVALID: { errors: array(choiceError) },
  ORDER_NOT_FOUND: { orderId: optional(count) },
  ORDER_NOT_RECEIVED: { paymentId: id },
  ORDER_STEP_NOT_ALLOWED: { currentStatus, allowed: array(text) },
  OVERLOADED: {},
  PAYMENT_DECLINED: { reason: text, cart: Cart },
  PAYMENT_NOT_APPROVED: { currentStatus },
  PAYMENT_NOT_FOUND: { paymentId: optional(count) },
  PERSONAL_DATA_UNAVAILABLE: {},
  POSITION_INVALID: {},
  PRICE_TOO_HIGH: { most: money },
  PRICE_TOO_LOW: { least: money },
  PROVIDER_UNAVAILABLE: { cart: optional(Cart) },
  QUANTITY_TOO_HIGH: { lineId: id, quantity: id, max: integer(1) },
  RATE_LIMITED: { limit: oneOf('reads', 'commands', 'payments', 'ops', 'login', 'discovery') },
  READ_MODEL_BEHIND: { position: text },
  REFUND_REASON_RESERVED: { reason: text },
  REFUND_TOO_HIGH: { left: money },
  REQUEST_INVALID: {},
  REVISION_NOT_WAITING: revisions,
  REVISION_REQUIRED: revisions,
  STORE_EXISTS: { storeId: id },
  STORE_MENU_NOT_FOUND: { storeId: optional(count), menuId: optional(count) },
  STORE_NOT_FOUND: { storeId: optional(count), storeIds: optional(array(id)) },
  STORE_BUSY: { storeId: id, nextFreeAt: nullable(instant) },
  STORE_NOT_OPEN: { storeId: id, storeStatus: oneOf('OPEN', 'PAUSED', 'CLOSED'), opensAt: optional(nullable(instant)) },
  TOKEN_INVALID: {},
  TOO_MANY_WRITERS: {},
  UNAUTHENTICATED: {},
  UNSUPPORTED_MEDIA_TYPE: {},
  UNTIL_PASSED: { until: instant },
  UPSTREAM_TIMEOUT: {},
  UPSTREAM_UNAVAILABLE: {},
  URL_INVALID: {},
  VERSION_CHANGED: { version: id },
  WANTED_AT_NOT_POSSIBLE: { wantedAt: instant, nextFreeAt: nullable(instant) },
  ...operatorProblems,
} as const;

/** Every code that a response of this API may carry. */
export type ProblemCode = keyof typeof problems;

const problemOf = (code: string, fields: Readonly<Record<string, TSchema>>) =>
  object({
    type: constant('about:blank'),
    title: text,
    status: integer(400, 599),
    code: constant(code),
    ...fields,
    detail: optional(text),
  });

const nameOf = (code: string): string => `Problem.${code}`;

/** Puts a schema per code (RFC 9457) among the named ones, so that a client knows what comes with it. */
export const nameProblems = (named: NamedSchemas): void => {
  for (const [code, fields] of Object.entries(problems)) named[nameOf(code)] = schemaIn(problemOf(code, fields), named);
};

/** One of these problems. */
export const problemRef = (...codes: readonly ProblemCode[]): JsonSchema => {
  const [first, ...others] = codes.map((code) => refTo(nameOf(code)));
  return others.length === 0 ? (first ?? {}) : { anyOf: [first, ...others] };
};
