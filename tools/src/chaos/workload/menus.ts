import { Client } from './client.js';
import type { Acknowledged } from './acknowledged.js';

export const STORES = [2001, 2002, 2003] as const;

/** What the payment provider does with the amount, by its cents (embedded/payment-provider/README.md). */
const CENTS = { paid: 0, declined: 1, cut: 2, slow: 3 } as const;
export type Fate = keyof typeof CENTS;

export interface Choice {
  readonly groupId: string;
  readonly optionId: string;
}

/** What a side can be had with, by group; of each one or none. */
export const SIDE_CHOICES = [
  [
    { groupId: 'size', optionId: 'small' },
    { groupId: 'size', optionId: 'large' },
  ],
  [
    { groupId: 'dips', optionId: 'garlic' },
    { groupId: 'dips', optionId: 'chili' },
  ],
] as const satisfies readonly (readonly Choice[])[];

/** Whole amounts, like the price of a side. */
const PRICE_DELTAS = { small: -5, large: 5, garlic: 1, chili: 0 };

const SIDE_OPTION_GROUPS = SIDE_CHOICES.map((choices) => ({
  groupId: choices[0].groupId,
  name: choices[0].groupId,
  options: choices.map(({ optionId }) => ({ optionId, name: optionId, priceDelta: PRICE_DELTAS[optionId] })),
}));

/** A menu for each fate; `side` and its options cost whole amounts, so any quantity of it leaves the cents alone. */
export type Menus = Readonly<Record<Fate | 'side', number>>;

/** Head office registers the menus and each store approves them. */
export const openStores = async (url: string, acknowledged: Acknowledged): Promise<Menus> => {
  const headOffice = new Client(url, 'admin', acknowledged);
  const register = async (menuName: string, price: number, optionGroups: readonly object[] = []): Promise<number> => {
    const card = { menuName, menuType: 'pizza', description: '', price, optionGroups };
    const { body } = await headOffice.command('POST', '/menus', `register-${menuName}`, card);
    const menuId = Number(body.menuId);
    for (const storeId of STORES)
      await new Client(url, `store:${storeId}`, acknowledged).command(
        'POST',
        `/stores/${storeId}/menus/${menuId}/approve`,
        `approve-${menuId}-${storeId}`,
      );
    return menuId;
  };
  const [asked] = STORES;
  const settings = { autoAccept: false, acceptWithinMinutes: 1 };
  await new Client(url, `store:${asked}`, acknowledged).command('PUT', `/stores/${asked}/settings`, 'asked', settings);
  const menus = Object.entries(CENTS).map(async ([fate, cents]) => [fate, await register(fate, 150 + cents / 100)]);
  return {
    ...Object.fromEntries(await Promise.all(menus)),
    side: await register('side', 20, SIDE_OPTION_GROUPS),
  } as Menus;
};
