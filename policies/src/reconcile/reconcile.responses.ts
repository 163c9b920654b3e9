import {
  anyOf,
  count,
  describedCount,
  describedText,
  instant,
  nullable,
  object,
  oneOf,
  optional,
  type Static,
  text,
} from '@doremi/http';

const Difference = object({
  of: oneOf('charge', 'refund'),
  key: text,
  amount: describedCount('In 1/100, as the card company has it.'),
  at: instant,
  found: oneOf(
    'ATTEMPT_OPEN',
    'ATTEMPT_DECLINED',
    'ATTEMPT_UNKNOWN',
    'CART_UNKNOWN',
    'REFUND_OPEN',
    'REFUND_FAILED',
    'REFUND_UNKNOWN',
    'AMOUNT_DIFFERS',
  ),
  remedy: oneOf('record', 'adopt', 'refund', 'none'),
  order: optional(text),
});

export type Difference = Static<typeof Difference>;

const Result = object({
  charges: count,
  refunds: count,
  /** Being asked right now: the processes finish it by themselves. */
  underWay: count,
  /** With keys that are none of ours. */
  foreign: count,
  differences: count,
  done: count,
});
export type Result = Static<typeof Result>;

/**
 * What is told of a reconciliation, as it goes: each difference, and how it came out at the end. `left` is there where
 * something was to be done: null, or the code of why it is still so.
 */
export const ReconciliationLine = anyOf(
  object({ difference: Difference, left: optional(nullable(text)) }),
  object({ result: Result }),
);
export type ReconciliationLine = Static<typeof ReconciliationLine>;

/** What the query of a reconciliation may hold. */
export const reconciliationQuery = {
  since: describedText('A date or a time (ISO 8601): leaves out what moved before.'),
};
