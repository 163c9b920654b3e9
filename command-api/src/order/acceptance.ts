import type { OrderTerms, StoreSettings } from '@doremi/domain';
import { minutesAfter } from './clock.js';

/** What a paid order begins with: a promise, or a time by which its store has to answer. ISO 8601. */
export interface Acceptance {
  readonly acceptBy: string | null;
  readonly promisedAt: string | null;
}

/**
 * Whether the store takes a paid order as it comes, and what is promised then; else by when it has to answer. It is fixed when
 * the order is received: what the store sets afterwards is of later orders.
 */
export const acceptanceOf = (
  settings: Pick<StoreSettings, 'autoAccept' | 'acceptWithinMinutes' | 'preparationMinutes'>,
  paidAt: string,
  fulfilment: OrderTerms['fulfilment'],
): Acceptance =>
  settings.autoAccept
    ? { acceptBy: null, promisedAt: fulfilment?.wantedAt ?? minutesAfter(paidAt, settings.preparationMinutes) }
    : { acceptBy: minutesAfter(paidAt, settings.acceptWithinMinutes), promisedAt: null };
