import { ATTEMPT_ABANDONED, ORDER_CANCELLED } from './events/payment.events.js';
import { toDecimal } from './money.js';

/** In place of what is encrypted, and of text that could be read. */
const SEALED = { sealed: true } as const;
const HIDDEN = { hidden: true } as const;

/** What is personal by its name: it is sealed wherever it is written, and would not be shown if it were not. */
const PERSONAL = ['personal', 'contact', 'address', 'phone'];
/** What people type about what is done with an order or its money: sealed today or not, it was text once. */
const TYPED = ['courier', 'note', 'reason'];

const none: ReadonlySet<string> = new Set();
const ofOrders = new Set([...PERSONAL, ...TYPED]);

/** The fields in which something personal may stand that can be read, by the kind of stream. */
const FIELDS: ReadonlyMap<string, ReadonlySet<string>> = new Map<string, ReadonlySet<string>>([
  ...['menu', 'store', 'storeMenu', 'slots', 'receipts', 'chain', 'log'].map((kind) => [kind, none] as const),
  // A cart's reasons are codes: nobody types them.
  ['cart', new Set(PERSONAL)],
  ['payment', ofOrders],
  ['order', ofOrders],
  // A customer goes by a hash there.
  ['customer', new Set([...PERSONAL, 'by'])],
]);
const ofOthers = new Set([...PERSONAL, ...TYPED, 'by']);

/** What our own code says as a reason; nobody else may. */
const OURS: ReadonlySet<unknown> = new Set([ATTEMPT_ABANDONED, ORDER_CANCELLED]);

/**
 * What an operator is told of what events of a stream say, or a read model holds that is made of them: nothing that is sealed, and
 * nothing that somebody may have typed about somebody. What it is given stays as it is.
 */
export const withoutPersons = (stream: string, value: object): object => {
  const hidden = FIELDS.get(stream.split('-')[0] ?? '') ?? ofOthers;
  return mapped(value, (field, one) => {
    if (isSealed(one)) return SEALED;
    return hidden.has(field) && one !== null && !OURS.has(one) ? HIDDEN : undefined;
  });
};

/** The fields of events and read models that are amounts, in minor units. */
export const AMOUNTS: ReadonlySet<string> = new Set([
  ...['amount', 'deliveryFee', 'kept', 'minimumOrder', 'net', 'ownPrice', 'price', 'priceDelta', 'refunded'],
  ...['subtotal', 'tax', 'total', 'unitPrice'],
]);

/** The same with its amounts as decimals, as they are at the HTTP edge. */
export const withDecimals = (value: object): object =>
  mapped(value, (field, one) => (typeof one === 'number' && AMOUNTS.has(field) ? toDecimal(one) : undefined));

/** The value with what `to` puts in place of fields and items, wherever they are; undefined leaves one as it is, and goes into it. */
const mapped = (value: object, to: (field: string, one: unknown) => unknown): object => {
  const within = (field: string, one: unknown): unknown => {
    const other = to(field, one);
    if (other !== undefined) return other;
    if (Array.isArray(one)) return one.map((item) => within(field, item));
    return typeof one === 'object' && one !== null ? mapped(one, to) : one;
  };
  return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, within(field, one)]));
};

/** Whatever has the two fields by which something is opened is taken for sealed. */
const isSealed = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'keyId' in value && 'iv' in value;
