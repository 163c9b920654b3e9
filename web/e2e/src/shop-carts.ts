import type { People } from './people.js';

/** Where to, as a customer says it. */
export const WISH = {
  type: 'DELIVERY',
  contact: { name: 'Alice Kim', phone: '010-1234-5678' },
  address: { line1: '12 Teheran-ro', city: 'Seoul' },
} as const;

/** What a cart has. */
export interface Filled {
  readonly menuId: number;
  /** 2002 where nobody says. */
  readonly storeId?: number;
  /** Null where the customer has not said yet how they want it. */
  readonly wish?: object | null;
}

/** A cart of a customer with one of a menu; its number. */
export const cartsOf =
  ({ ask }: People) =>
  async (customer: string, filled: Filled): Promise<number> => {
    const { menuId, storeId = 2002, wish = WISH } = filled;
    const as = `customer:${customer}`;
    const { cartId } = await ask(as, 201, `POST /mycart/${storeId}/create`, {});
    await ask(as, 200, `POST /mycart/${Number(cartId)}/menu/${menuId}/add`, {});
    if (wish) await ask(as, 200, `PUT /mycart/${Number(cartId)}/fulfilment`, wish);
    return Number(cartId);
  };
