import { minutesAfter, openAt, type OrderTerms } from '@doremi/domain';
import type { Store } from '../store/store.decider.js';

/** What a paid order begins with: a promise, or a time by which its store has to answer. ISO 8601. */
export interface Acceptance {
  readonly acceptBy: string | null;
  readonly promisedAt: string | null;
}

/**
 * Whether the store takes a paid order as it comes, and what is promised then; else by when it has to answer: nobody answers
 * before the store opens. It is fixed when the order is received; what the store sets afterwards is of later orders.
 */
export const acceptanceOf = (
  { settings, timezone }: Pick<Store, 'settings' | 'timezone'>,
  paidAt: string,
  fulfilment: OrderTerms['fulfilment'],
): Acceptance => {
  const { autoAccept, acceptWithinMinutes, preparationMinutes, hours } = settings;
  if (autoAccept)
    return { acceptBy: null, promisedAt: fulfilment?.wantedAt ?? minutesAfter(paidAt, preparationMinutes) };
  const { opensAt } = openAt(hours, timezone, paidAt);
  return { acceptBy: minutesAfter(opensAt ?? paidAt, acceptWithinMinutes), promisedAt: null };
};
