import { toDecimal } from '@doremi/domain';
import type { Texts } from '@doremi/http';
import type { Difference, Result } from './reconcile.responses.js';

/** What the operator's endpoint refuses, in words for the terminal. */
export const texts: Texts = {
  SINCE_INVALID: () => '--since wants a time as ISO 8601 has it, such as 2026-11-28T12:00:00Z.',
};

const inTheLog: Readonly<Record<Difference['found'], string>> = {
  ATTEMPT_OPEN: 'the log does not know what came of it',
  ATTEMPT_DECLINED: 'the log has it as declined',
  ATTEMPT_UNKNOWN: 'the log has the cart and not this attempt',
  CART_UNKNOWN: 'the log has no such cart',
  REFUND_OPEN: 'the log does not know what came of it',
  REFUND_FAILED: 'the log has it as failed',
  REFUND_UNKNOWN: 'the log has no such refund',
  AMOUNT_DIFFERS: 'the log has another amount',
};

/** What is done about it, as what became of the money. */
const done = ({ of, found, remedy }: Difference): string => {
  if (remedy === 'none') return 'looked at by somebody';
  if (of === 'refund') return 'recorded';
  if (remedy === 'refund') return 'refunded';
  if (remedy === 'adopt') return 'recorded as lost and refunded';
  return found === 'ATTEMPT_OPEN' ? 'recorded as approved' : 'recorded as approved too late and refunded';
};

/** One difference, with what would be done, was done, or could not be. */
export const differenceText = (difference: Difference, left?: string | null): string => {
  const { of, key, amount, at, found, remedy, order } = difference;
  const what = `${of} ${key} of ${toDecimal(amount).toFixed(2)} (${at}): ${inTheLog[found]}`;
  const note = order === undefined ? '' : `; its order is ${order} all the same`;
  const outcome = remedy === 'none' || left === undefined ? 'to be ' : left === null ? '' : 'NOT ';
  const why = remedy !== 'none' && typeof left === 'string' ? `: ${left}` : '';
  return `${what}${note} → ${outcome}${done(difference)}${why}`;
};

/** How it all came out; `isApplied` says that something was to be done about it. */
export const resultText = (result: Result, isApplied: boolean): string => {
  const { charges, refunds, underWay, foreign, differences, done: applied } = result;
  const passed = [
    ...(underWay > 0 ? [`${underWay} under way`] : []),
    ...(foreign > 0 ? [`${foreign} with keys of somebody else`] : []),
  ];
  const looked = `${charges} charges and ${refunds} refunds looked at${passed.map((text) => `, ${text}`).join('')}`;
  if (differences === 0) return `${looked}: the log knows all of it.`;
  if (!isApplied) return `${looked}: ${differences} to be done. Nothing was changed: --apply does it.`;
  return `${looked}: ${applied} done, ${differences - applied} left.`;
};
