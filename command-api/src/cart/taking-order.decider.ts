import {
  isTooSoonOrLate,
  nextFree,
  openAt,
  quarterOf,
  soonest,
  storeOpenAt,
  type StoreSettings,
  type StoreStatus,
} from '@doremi/domain';
import { type Refusal, refuse } from '@doremi/event-sourcing';
import type { Cart } from './cart.state.js';

/** A store as it takes orders, or does not. */
export interface TakingStore {
  readonly status: StoreStatus;
  /** When PAUSED or CLOSED ends by itself: ISO 8601, or null. */
  readonly until: string | null;
  /** IANA name. */
  readonly timezone: string;
  readonly settings: StoreSettings;
}

/** What is sealed of a fulfilment, once somebody looked inside: which one, by its event, and whether it says an address. */
export interface OpenedFulfilment {
  readonly eventId: string;
  /** True as well while no key is to be had: an order does not wait for that. */
  readonly hasAddress: boolean;
}

/** Whether the store takes this cart with an address only. */
export const needsAddress = ({ terms }: Cart, { settings }: TakingStore): boolean =>
  settings.addressRequired && terms.fulfilment?.type !== 'PICKUP';

/** Whether the address that the store insists on was looked for in what the cart says now. */
export const isOpened = (cart: Cart, store: TakingStore, opened: OpenedFulfilment | null): boolean =>
  !needsAddress(cart, store) || opened?.eventId === cart.terms.fulfilment?.personal?.of.eventId;

/** When an order is for, ISO 8601: when it is wanted, else now. */
export const orderedFor = ({ terms: { fulfilment } }: Cart, now: string): string => fulfilment?.wantedAt ?? now;

/** The quarter of an hour of which its order takes a place; null where the store counts none. */
export const quarterFor = (cart: Cart, { settings }: TakingStore, now: string): string | null =>
  settings.ordersPerQuarter === null ? null : quarterOf(orderedFor(cart, now));

/** The first time from which on an order that is refused may be ordered again for; ISO 8601. */
export const askableFrom = (cart: Cart, now: string): string => {
  const { fulfilment } = cart.terms;
  if (!fulfilment?.wantedAt) return now;
  const first = soonest(now);
  return Date.parse(fulfilment.wantedAt) > Date.parse(first) ? fulfilment.wantedAt : first;
};

/** Why a store does not take an order. */
export type NotTaken = 'STORE_NOT_OPEN' | 'FULFILMENT_MISSING' | 'BELOW_MINIMUM' | 'WANTED_AT_NOT_POSSIBLE';

/** Why the store does not take this order; null where it does. That it is shut now is asked before all else. */
export const notTaken = (
  cart: Cart,
  store: TakingStore,
  now: string,
  opened: OpenedFulfilment | null,
): Refusal<NotTaken> | null => {
  const { storeId, terms } = cart;
  const { fulfilment } = terms;
  const { settings, timezone } = store;
  const isPickup = fulfilment?.type === 'PICKUP';
  if (needsAddress(cart, store) && !opened?.hasAddress) return refuse('FULFILMENT_MISSING');
  if (!isPickup && cart.total < settings.minimumOrder)
    return refuse('BELOW_MINIMUM', { minimum: settings.minimumOrder, subtotal: cart.total });
  const wantedAt = fulfilment?.wantedAt ?? null;
  const { open, opensAt } = openAt(settings.hours, timezone, wantedAt ?? now);
  if (wantedAt === null) return open ? null : refuse('STORE_NOT_OPEN', { storeId, storeStatus: store.status, opensAt });
  if (open && isTooSoonOrLate(wantedAt, now) === null) return null;
  const nextFreeAt = nextFree(store, askableFrom(cart, now), () => true);
  return refuse('WANTED_AT_NOT_POSSIBLE', { wantedAt, nextFreeAt });
};

/** A store that is PAUSED or CLOSED now, with when it takes orders again. */
export const shutNow = (storeId: number, store: TakingStore, now: string): Refusal<'STORE_NOT_OPEN'> | null => {
  if (store.status === 'OPEN') return null;
  const { opensAt } = storeOpenAt(store, now);
  return refuse('STORE_NOT_OPEN', { storeId, storeStatus: store.status, opensAt });
};

/** A refusal to begin a cart: a store that is shut says as well when it takes orders again. */
export const withOpening = (refusal: Refusal, storeId: number, store: TakingStore, now: string): Refusal =>
  (refusal.refused === 'STORE_NOT_OPEN' && shutNow(storeId, store, now)) || refusal;
