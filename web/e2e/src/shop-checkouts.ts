import type { Page } from 'playwright-core';
import type { givenBrowser, Visitor } from './browser.js';
import type { People } from './people.js';
import { cartsOf, type Filled, WISH } from './shop-carts.js';
import { aMenuOnSale } from './system.js';

export const STORE = 2002;

export const pay = (page: Page, amount: string) => page.getByRole('button', { name: `Order and pay €${amount}` });
export const status = (page: Page, words: string) => page.locator('.order-status').getByText(words, { exact: true });

/** Customers at the checkout, each at a browser of their own. */
export const checkoutsAt = (people: People, visitor: ReturnType<typeof givenBrowser>['visitor']) => {
  const aCart = cartsOf(people);

  /** Somebody at the checkout of such a cart. */
  const atCheckout = async (
    customer: string,
    filled: Filled,
  ): Promise<{ who: Visitor; page: Page; cartId: number }> => {
    const cartId = await aCart(customer, filled);
    const who = await visitor({ as: `customer:${customer}` });
    const page = await who.open(`/shop/${filled.storeId ?? STORE}/checkout`);
    return { who, page, cartId };
  };

  /** Somebody at the checkout of a store of its own, which has such settings. */
  const at = async (customer: string, storeId: number, settings: object, wish: object | null = WISH) => {
    await people.ask('admin', 201, 'POST /stores', { storeId, storeName: `Store ${storeId}` });
    const menuId = await aMenuOnSale(people, storeId, { price: 10, storeIds: [storeId] });
    await people.ask('admin', 200, `PUT /stores/${storeId}/settings`, settings);
    return { menuId, ...(await atCheckout(customer, { menuId, storeId, wish })) };
  };

  const ordersOf = async (customer: string): Promise<number> =>
    ((await people.ask(`customer:${customer}`, 200, 'GET /myorders')).items as unknown[]).length;

  return { aCart, atCheckout, at, ordersOf };
};
