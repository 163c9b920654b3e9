import type { Seeded } from '../chaos/seeded.js';

export const STORES = [2001, 2002, 2003] as const;
/** The one of them that is asked whether it makes an order. */
export const ASKED = STORES[0];

export interface KnownCart {
  readonly cartId: number;
  readonly storeId: number;
  readonly lines: readonly number[];
  readonly total: number;
}

export interface KnownOrder {
  readonly orderId: number;
  readonly status: string;
}

export interface KnownStoreMenu {
  readonly storeId: number;
  readonly menuId: number;
}

/** Things of one kind to act on: whoever takes one has it alone, and puts back what became of it. */
export class Pool<Item> {
  private readonly items: Item[] = [];

  constructor(private readonly random: Seeded) {}

  get size(): number {
    return this.items.length;
  }

  put(item: Item): void {
    this.items.push(item);
  }

  /** One at random that fits; null when there is none. */
  take(fits: (item: Item) => boolean = () => true): Item | null {
    const indexes = this.items.flatMap((item, index) => (fits(item) ? [index] : []));
    const index = indexes[this.random.below(indexes.length)];
    return index === undefined ? null : (this.items.splice(index, 1)[0] ?? null);
  }

  /** One at random, which stays. */
  look(): Item | null {
    return this.items[this.random.below(this.items.length)] ?? null;
  }
}

/** What the fuzzer made so far, so that what it asks for makes sense. */
export class Known {
  /** On sale at every store of STORES at whole prices, and left alone by all but carts. */
  readonly sold: Pool<number>;
  /** Head office's own to revise, offer and delete. */
  readonly menus: Pool<number>;
  /** Offered to everybody, and answered by no store yet. */
  readonly offered: Pool<KnownStoreMenu>;
  /** Approved ones that stores change. */
  readonly approved: Pool<KnownStoreMenu>;
  readonly stores: Pool<number>;
  readonly carts: Pool<KnownCart>;
  readonly orders: Pool<KnownOrder>;
  /** Of paid orders: the payment, and whole amounts that are left of it. */
  readonly payments: Pool<number>;

  constructor(readonly random: Seeded) {
    this.sold = new Pool(random);
    this.menus = new Pool(random);
    this.offered = new Pool(random);
    this.approved = new Pool(random);
    this.stores = new Pool(random);
    this.carts = new Pool(random);
    this.orders = new Pool(random);
    this.payments = new Pool(random);
  }
}
