import { of, type CardLedger, type History } from '../history/history.js';

type Charge = CardLedger['charges'][number];

/** `7-2` → cart 7, attempt 2. */
const attemptOf = ({ idempotencyKey }: Charge): { cartId: number; attempt: number } => {
  const [cartId, attempt] = idempotencyKey.split('-').map(Number);
  return { cartId: cartId ?? 0, attempt: attempt ?? 0 };
};

const isApproved = ({ status }: Charge): boolean => status === 'approved';

/** Charges that were made more than once, and carts that were charged by more than one attempt and not paid back. */
export const chargedTwice = ({ ledger }: Pick<History, 'ledger'>): string[] => {
  const keptBy = new Map<number, string[]>();
  for (const charge of ledger.charges.filter(isApproved)) {
    if (charge.amount === charge.refunded) continue;
    const { cartId } = attemptOf(charge);
    keptBy.set(cartId, [...(keptBy.get(cartId) ?? []), charge.idempotencyKey]);
  }
  return [
    ...ledger.charges
      .filter(({ times }) => times > 1)
      .map(({ idempotencyKey, times }) => `charge ${idempotencyKey}, ${times} times`),
    ...[...keptBy]
      .filter(([, keys]) => keys.length > 1)
      .map(([cartId, keys]) => `cart ${cartId} by ${keys.join(', ')}`),
  ];
};

/** Charges that the payment provider made, whose order neither is at its store nor was paid back in full. */
export const paidForNothing = ({ ledger, events }: Pick<History, 'ledger' | 'events'>): string[] => {
  const paidBy = new Map(of(events, 'CartPaid').map(({ data }) => [data.cartId, data.attempt]));
  const received = new Set(of(events, 'OrderReceived').map(({ data }) => data.cartId));
  const cancelled = new Set(of(events, 'OrderCancelled').map(({ data }) => data.orderId));
  return ledger.charges.filter(isApproved).flatMap((charge) => {
    const { cartId, attempt } = attemptOf(charge);
    const isAtStore = received.has(cartId) && !cancelled.has(cartId) && paidBy.get(cartId) === attempt;
    const { idempotencyKey, amount, refunded } = charge;
    return isAtStore || refunded === amount ? [] : [`charge ${idempotencyKey}: ${refunded} of ${amount} went back`];
  });
};

/** Orders at a store for which the payment provider has no approved charge of that amount. */
export const unpaidOrders = ({ ledger, events }: Pick<History, 'ledger' | 'events'>): string[] => {
  const paidBy = new Map(of(events, 'CartPaid').map(({ data }) => [data.cartId, data.attempt]));
  const amounts = new Map(
    ledger.charges.filter(isApproved).map(({ idempotencyKey, amount }) => [idempotencyKey, amount]),
  );
  return of(events, 'OrderReceived').flatMap(({ data: { cartId, total } }) => {
    const charged = amounts.get(`${cartId}-${paidBy.get(cartId)}`);
    return charged === total ? [] : [`order ${cartId} of ${total}: charged ${charged ?? 0}`];
  });
};

/** Refunds that were asked for, did not fail, and are not in the payment provider's books with their amount. */
export const forgottenRefunds = ({ ledger, events }: Pick<History, 'ledger' | 'events'>): string[] => {
  const failed = new Set(of(events, 'RefundFailed').map(({ data }) => data.refundId));
  const paidBack = new Map(ledger.refunds.map(({ idempotencyKey, amount }) => [idempotencyKey, amount]));
  return of(events, 'RefundRequested').flatMap(({ data: { refundId, amount } }) => {
    const refunded = paidBack.get(refundId) ?? 0;
    return failed.has(refundId) || refunded === amount
      ? []
      : [`refund ${refundId} of ${amount}: ${refunded} went back`];
  });
};

/** Refunds in the payment provider's books that nobody asked for, or that count as failed. */
export const refundsForNothing = ({ ledger, events }: Pick<History, 'ledger' | 'events'>): string[] => {
  const asked = new Set(of(events, 'RefundRequested').map(({ data }) => data.refundId));
  const failed = new Set(of(events, 'RefundFailed').map(({ data }) => data.refundId));
  return ledger.refunds
    .filter(({ idempotencyKey }) => !asked.has(idempotencyKey) || failed.has(idempotencyKey))
    .map(({ idempotencyKey, amount }) => `refund ${idempotencyKey} of ${amount}`);
};
