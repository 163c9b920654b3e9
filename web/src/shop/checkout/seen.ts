import type { Cart } from '../cart.js';
import { movedBetween } from './changes.js';

/** What is on the screen for less can't have been read by whoever pressed then; milliseconds. */
const READ_WITHIN = 700;

/** Costs the same for the same, to the same people, place and time. */
const isAlike = (a: Cart, b: Cart): boolean =>
  a.cartId === b.cartId &&
  a.total === b.total &&
  a.deliveryFee === b.deliveryFee &&
  movedBetween(a, b).length === 0 &&
  JSON.stringify(a.fulfilment) === JSON.stringify(b.fulfilment);

/**
 * The cart as somebody knows it who presses a button now: what became of it under their finger they have not read yet. What they did
 * to it themselves they know.
 */
export class SeenCart {
  private shown: Cart | null = null;
  private before: Cart | null = null;
  private since = -Infinity;
  private ownVersion: number | null = null;

  constructor(private readonly now: () => number = () => performance.now()) {}

  /**
   * This is what is on the screen from now on; `ownVersion` is what their last command made of it. Their doing is that alone, and once:
   * another fee of the store's leaves a cart the version that they gave it.
   */
  show(cart: Cart, ownVersion: number | null): void {
    const isOwn = cart.version === ownVersion && ownVersion !== this.ownVersion;
    if (isOwn) {
      this.ownVersion = ownVersion;
      this.since = -Infinity;
    } else if (this.shown && !isAlike(this.shown, cart)) {
      this.before = this.seen;
      this.since = this.now();
    }
    this.shown = cart;
  }

  get seen(): Cart | null {
    return this.now() - this.since < READ_WITHIN ? this.before : this.shown;
  }
}
