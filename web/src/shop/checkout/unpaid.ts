import { type Cart, isOpen } from '../cart.js';

/** Of what somebody looks at: that its payment is being asked about, else the version with which it was given back to them. */
export type Watched = 'asking' | number | null;

/** What is known after another look at the cart. */
export const watched = (before: Watched, cart: Cart, isAsking: boolean): Watched => {
  if (isAsking) return 'asking';
  if (before !== 'asking') return before;
  return isOpen(cart) ? cart.version : null;
};

/** Whether its payment came to nothing while somebody waited for it; of the cart as it was then only. */
export const isUnpaid = (seen: Watched, cart: Cart): boolean =>
  seen === cart.version && isOpen(cart) && cart.payment?.status === 'DECLINED';
