import { expect } from '@jest/globals';
import { until } from '@doremi/start';
import type { Answered, Fleet } from './fleet.js';

type Ask = Fleet['ask'];

/** What has to be there so that every command has something to act on. */
export interface Prepared {
  /** On sale at store 2002. */
  readonly menuId: number;
  /** Carts with a line: one to order, one to empty. */
  readonly filled: readonly [number, number];
  /** Paid orders: one to deliver, one to cancel, one to refund. */
  readonly paid: readonly [number, number, number];
}

/** What the commands made. */
export interface Made {
  readonly menuId: number;
  readonly cartId: number;
}

const STORE = 2002;
const card = (price: number) => ({ menuName: 'pizza3', menuType: 'pizza', description: '', price });

const SMALL = { groupId: 'size', optionId: 'small' };
const SIZE = { groupId: 'size', name: 'Size', options: [{ optionId: 'small', name: 'Small' }] };

const done = async (asking: Promise<Answered>): Promise<Answered['body']> => {
  const { status, body } = await asking;
  expect({ body, isDone: status < 300 }).toEqual({ body, isDone: true });
  return body;
};

/** On a busy machine an add may be held; it is confirmed by itself. */
const filledCart = async (ask: Ask, menuId: number): Promise<number> => {
  const cartId = Number((await done(ask('POST', `/mycart/${STORE}/create`))).cartId);
  const { hold } = await done(ask('POST', `/mycart/${cartId}/menu/${menuId}/add`));
  const isFilled = async () => (await ask('GET', `/mycart/${cartId}`)).body.cartStatus === 'MENUADDED';
  if (hold) await until(`cart ${cartId} to be filled`, isFilled, 60_000);
  return cartId;
};

const paidOrder = async (ask: Ask, menuId: number): Promise<number> => {
  const cartId = await filledCart(ask, menuId);
  await done(ask('POST', `/mycart/${cartId}/order`));
  return cartId;
};

export const prepare = async (ask: Ask): Promise<Prepared> => {
  const menuId = Number((await done(ask('POST', '/menus', { ...card(150), storeIds: [STORE] }))).menuId);
  await done(ask('POST', `/stores/${STORE}/menus/${menuId}/approve`));
  const filled = [await filledCart(ask, menuId), await filledCart(ask, menuId)] as const;
  const paid = [await paidOrder(ask, menuId), await paidOrder(ask, menuId), await paidOrder(ask, menuId)] as const;
  return { menuId, filled, paid };
};

let stores = 3_000;

/**
 * Asks for everything that can be asked for, and sees to it that each is answered with its status, or as `but` says.
 * An add may be held at any time.
 */
export const everyCommand = async (
  ask: Ask,
  { menuId: sold, filled, paid }: Prepared,
  but: Readonly<Record<string, number>> = {},
): Promise<Made> => {
  const [toOrder, toEmpty] = filled;
  const [delivered, cancelled, refunded] = paid;
  const storeId = ++stores;
  const { menuId: registered } = await done(ask('POST', '/menus', { ...card(150), optionGroups: [SIZE] }));
  const { cartId: created } = await done(ask('POST', `/mycart/${STORE}/create`));
  const [menuId, cartId] = [Number(registered), Number(created)];
  const here = `/stores/${STORE}/menus/${menuId}`;
  const reason = { reason: 'because' };
  const commands: readonly (readonly [status: number, ...asking: Parameters<Ask>])[] = [
    [200, 'POST', `${here}/approve`],
    [200, 'POST', `${here}/sold-out`],
    [200, 'POST', `${here}/restock`],
    [200, 'POST', `${here}/sold-out`, SMALL],
    [200, 'POST', `${here}/restock`, SMALL],
    [200, 'PUT', `${here}/price`, { price: 155 }],
    [200, 'POST', `/stores/2001/menus/${menuId}/reject`, reason],
    [200, 'POST', `/stores/2001/menus/${menuId}/reject/withdraw`],
    [204, 'DELETE', `/stores/2001/menus/${menuId}`, reason],
    [200, 'PUT', `/menus/${menuId}`, card(160)],
    [200, 'POST', `/menus/${menuId}/offers`, { storeIds: [2001] }],
    [204, 'DELETE', `/menus/${menuId}/offers/2001`],
    [204, 'DELETE', `/menus/${menuId}`],
    [201, 'POST', '/stores', { storeId, storeName: 'Doremi' }],
    [200, 'PUT', `/stores/${storeId}/status`, { status: 'CLOSED' }],
    [200, 'DELETE', `/mycart/${toEmpty}/lines/1`],
    [but.order ?? 201, 'POST', `/mycart/${toOrder}/order`],
    [200, 'POST', `/myorder/${delivered}/cooking/start`],
    [200, 'POST', `/myorder/${delivered}/cooking/complete`],
    [200, 'POST', `/myorder/${delivered}/recall`, reason],
    [200, 'POST', `/myorder/delivery/${delivered}`],
    [200, 'POST', `/myorder/delivery/${delivered}/fail`, reason],
    [200, 'POST', `/myorder/delivery/${delivered}`],
    [200, 'POST', `/myorder/delivery/${delivered}/complete`],
    [200, 'POST', `/myorder/${cancelled}/cancel`, reason],
    [201, 'POST', `/myorders/${delivered}/again`],
    [200, 'POST', `/payments/${refunded}/refund`, { amount: 10, ...reason }],
  ];
  const { status: added } = await ask('POST', `/mycart/${cartId}/menu/${sold}/add`);
  expect(but.add ? [but.add] : [200, 202]).toContain(added);
  for (const [status, ...asking] of commands) {
    const answer = await ask(...asking);
    expect({ asking, status: answer.status, body: answer.body }).toEqual({ asking, status, body: answer.body });
  }
  return { menuId, cartId };
};
