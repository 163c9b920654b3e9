import { brokenOff, JSON_LINES } from '../json-lines.js';
import { anyOf, instant, integer, nullable, object, oneOf, text } from '../schema.js';
import type { Chapter } from './chapter.js';

const count = integer(0);
const difference = object(
  {
    of: oneOf('charge', 'refund'),
    key: text,
    amount: { ...integer(0), description: 'In 1/100, as the card company has it.' },
    at: instant,
    found: oneOf(
      ...['ATTEMPT_OPEN', 'ATTEMPT_DECLINED', 'ATTEMPT_UNKNOWN', 'CART_UNKNOWN'],
      ...['REFUND_OPEN', 'REFUND_FAILED', 'REFUND_UNKNOWN', 'AMOUNT_DIFFERS'],
    ),
    remedy: oneOf('record', 'adopt', 'refund', 'none'),
  },
  { order: text },
);
const result = object({
  charges: count,
  refunds: count,
  underWay: count,
  foreign: count,
  differences: count,
  done: count,
});
const line = anyOf(object({ difference }, { left: nullable(text) }), object({ result }), brokenOff);
const query = { since: { ...text, description: 'A date or a time (ISO 8601): leaves out what moved before.' } };

export const reconciliation: Chapter = {
  tag: 'reconciliation',
  about:
    "The card company's books held against the log, for operators: a line for each difference, then what came of all.",
  schemas: {},
  routes: {
    'GET /ops/payments/differences': {
      operation: 'listPaymentDifferences',
      summary: 'What the card company charged or gave back and the log does not know',
      query,
      type: JSON_LINES,
      answers: { 200: line },
      refusals: ['SINCE_INVALID'],
    },
    'POST /ops/payments/reconcile': {
      operation: 'reconcilePayments',
      summary: 'Record or refund it; `left` says why something is still to be done',
      query,
      type: JSON_LINES,
      answers: { 200: line },
      refusals: ['SINCE_INVALID', 'EVENT_STORE_MISMATCH'],
    },
  },
};
