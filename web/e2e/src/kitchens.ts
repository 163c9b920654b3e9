import type { People } from './people.js';
import { aMenuOnSale } from './system.js';

type Json = Readonly<Record<string, unknown>>;

/** A pizza in two sizes, with or without chili. */
const OPTION_GROUPS = [
  {
    ...{ groupId: 'size', name: 'Size', min: 1, max: 1 },
    options: [
      { optionId: 'small', name: 'Small', default: true },
      { optionId: 'large', name: 'Large', priceDelta: 3 },
    ],
  },
  {
    ...{ groupId: 'extra', name: 'Extra', min: 0, max: 1 },
    options: [{ optionId: 'chili', name: 'Chili', priceDelta: 1 }],
  },
];
export const LARGE_WITH_CHILI = [
  { groupId: 'size', optionId: 'large' },
  { groupId: 'extra', optionId: 'chili' },
];

/** Another revision of it. */
export const REVISED = {
  ...{ menuName: 'Margherita', menuType: 'pizza', description: 'Tomato, buffalo mozzarella', price: 14 },
  optionGroups: [
    {
      ...{ groupId: 'size', name: 'Size', min: 1, max: 1 },
      options: [
        { optionId: 'small', name: 'Small', default: true },
        { optionId: 'large', name: 'Large', priceDelta: 4 },
      ],
    },
  ],
};

interface Ordered {
  readonly customer?: string;
  readonly add?: Json;
  readonly fulfilment?: Json;
}

let stores = 3_000;

interface Like {
  readonly place?: Json;
  readonly card?: Json;
}

/** A store of its own for a test, with a menu on sale, and whoever orders there. */
export const aKitchen = async (people: People, settings: Json | null = null, { place, card }: Like = {}) => {
  const { ask } = people;
  const storeId = (stores += 1);
  const store = `store:${storeId}`;
  await ask('admin', 201, 'POST /stores', { storeId, storeName: `Store ${storeId}`, ...place });
  if (settings) await ask(store, 200, `PUT /stores/${storeId}/settings`, settings);
  const menuId = await aMenuOnSale(people, storeId, { optionGroups: OPTION_GROUPS, ...card });

  /** An order that is paid; its number. */
  const order = async ({ customer = 'alice', add = {}, fulfilment }: Ordered = {}): Promise<number> => {
    const as = `customer:${customer}`;
    const cartId = Number((await ask(as, 201, `POST /mycart/${storeId}/create`, {})).cartId);
    await ask(as, 200, `POST /mycart/${cartId}/menu/${menuId}/add`, add);
    if (fulfilment) await ask(as, 200, `PUT /mycart/${cartId}/fulfilment`, fulfilment);
    await ask(as, 201, `POST /mycart/${cartId}/order`, {});
    return cartId;
  };
  /** What the store does from elsewhere: `cooking/start`. */
  const step = (orderId: number, path: string, body: Json = {}) =>
    ask(store, 200, `POST /myorder/${orderId}/${path}`, body);
  /** What is offered to this store alone, for the first time; its menuId. */
  const offer = async (menuName: string, description = 'As ever'): Promise<number> => {
    const offered = { menuName, menuType: 'pizza', description, price: 15, storeIds: [storeId] };
    return Number((await ask('admin', 201, 'POST /menus', offered)).menuId);
  };
  const reject = (offered: number, reason: string) =>
    ask(store, 200, `POST /stores/${storeId}/menus/${offered}/reject`, { reason });
  const dispatch = (orderId: number) => ask(store, 200, `POST /myorder/delivery/${orderId}`, {});
  return { storeId, store, menuId, order, step, dispatch, offer, reject };
};
