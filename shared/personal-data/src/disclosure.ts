import { type Actor, isCustomer, isStore, type PersonalDetails } from '@doremi/domain';
import type { Opened } from './personal-data.js';

/** As whom somebody looks at a cart or an order: what is personal in it is for its owner and its store alone. */
export type Viewer = 'owner' | 'store' | 'nobody';

/** What is personal as somebody is shown it: null where there is none, or it is not for them, or for the reason that is said. */
export interface Shown<Value = PersonalDetails> {
  readonly personal: Value | null;
  readonly expired?: true;
  readonly erased?: true;
  readonly unavailable?: true;
}

export const viewerFor = (
  actor: Actor,
  { customerId, storeId }: { readonly customerId: string; readonly storeId: number },
): Viewer => {
  if (isCustomer(actor, customerId)) return 'owner';
  return isStore(actor, storeId) ? 'store' : 'nobody';
};

/** For how long a store is shown whom it delivered to, once the order is closed; milliseconds. */
const STORE_SEES_FOR = 24 * 60 * 60 * 1_000;

/** Whether it is too late to be shown: `closedAt` is when the order ended, ISO 8601, null while it has not. */
export const isTooLate = (viewer: Viewer, closedAt: string | null, now: number): boolean =>
  viewer === 'store' && closedAt !== null && Date.parse(closedAt) + STORE_SEES_FOR <= now;

/** What the viewer is shown of what was opened, which is null where nothing is sealed. Everybody is told that it is erased. */
export const shownTo = <Value = PersonalDetails>(
  opened: Opened | null,
  { viewer, isOver }: { readonly viewer: Viewer; readonly isOver: boolean },
): Shown<Value> => {
  if (opened === null) return { personal: null };
  if ('erased' in opened) return { personal: null, erased: true };
  if (viewer === 'nobody') return { personal: null };
  if (isOver) return { personal: null, expired: true };
  return 'unavailable' in opened ? { personal: null, unavailable: true } : { personal: opened.value as Value };
};
