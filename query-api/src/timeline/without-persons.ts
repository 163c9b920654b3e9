import { ATTEMPT_ABANDONED, ORDER_CANCELLED, toDecimal } from '@doremi/domain';

/** In place of what is encrypted, and of text that could be read. */
const SEALED = { sealed: true } as const;
const HIDDEN = { hidden: true } as const;

/** The fields of events and read models that are amounts, in minor units. */
export const AMOUNTS: ReadonlySet<string> = new Set([
  ...['amount', 'deliveryFee', 'kept', 'minimumOrder', 'net', 'ownPrice', 'price', 'priceDelta', 'refunded'],
  ...['subtotal', 'tax', 'total', 'unitPrice'],
]);

/** What our own code says as a reason; nobody else may. */
const OURS: ReadonlySet<unknown> = new Set([ATTEMPT_ABANDONED, ORDER_CANCELLED]);

/**
 * What an operator is shown of what events say and read models hold: nothing that is sealed, and nothing of the fields that it
 * `hides`, which may be about somebody. Amounts come as decimals. What it is given stays as it is.
 */
export const withoutPersons = (value: object, hides: ReadonlySet<string>): object => {
  const valueOf = (field: string, one: unknown): unknown => {
    if (one === null || one === undefined) return one;
    if (isSealed(one)) return SEALED;
    if (hides.has(field) && !OURS.has(one)) return HIDDEN;
    if (Array.isArray(one)) return one.map((item) => valueOf(field, item));
    if (typeof one === 'object') return fieldsOf(one);
    return typeof one === 'number' && AMOUNTS.has(field) ? toDecimal(one) : one;
  };
  const fieldsOf = (from: object): object =>
    Object.fromEntries(
      Object.entries(from as Readonly<Record<string, unknown>>).map(([field, one]) => [field, valueOf(field, one)]),
    );
  return fieldsOf(value);
};

/** Whatever has the two fields by which something is opened is taken for sealed. */
const isSealed = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && 'keyId' in value && 'iv' in value;
