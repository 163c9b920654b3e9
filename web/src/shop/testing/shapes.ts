import type { Cart, CartLine } from '../cart.js';
import type { Group, StoreMenu } from '../menu.js';

/** A menu as a customer is shown it. */
export const aMenu = (menuId: number, more: Partial<StoreMenu> = {}): StoreMenu => ({
  ...{ storeId: 2002, menuId, menuStatus: 'APPROVED', available: true, liveRevision: 1, pendingRevision: null },
  ...{ soldOutUntil: null, version: 3, menuName: `pizza${menuId}`, menuType: 'pizza', description: '', price: 10 },
  ...{ category: null, position: null, allergens: [], imageUrl: null, optionGroups: [] },
  ...more,
});

/** A group of options, each of which costs half of one more than the one before. */
export const aGroup = (
  groupId: string,
  { min = 0, max = 1, options = ['a', 'b', 'c'], defaults = [] as string[] },
): Group => ({
  ...{ groupId, name: groupId, min, max },
  options: options.map((optionId, index) => ({
    ...{ optionId, name: optionId, priceDelta: index / 2, default: defaults.includes(optionId) },
    ...{ available: true, soldOutUntil: null },
  })),
});

export const aLine = (lineId: number, more: Partial<CartLine> = {}): CartLine => ({
  ...{ lineId, menuId: lineId, revision: 1, menuName: `pizza${lineId}`, quantity: 1, unitPrice: 10, options: [] },
  ...more,
});

export const aCart = (more: Partial<Cart> = {}): Cart => ({
  ...{ cartId: 7, storeId: 2002, customerId: 'alice', cartStatus: 'MENUADDED', lines: [], holds: [], dropped: [] },
  ...{ subtotal: 20, deliveryFee: 2, total: 22, currency: 'EUR', fulfilment: null, version: 4, payment: null },
  updatedAt: '2026-03-01T12:00:00Z',
  ...more,
});
