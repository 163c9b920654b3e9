import { expect } from '@jest/globals';
import type { Ids, Race } from './race.js';
import type { Replica } from '../replica.js';

type Given = Race['given'];

const card = (price: number) => ({ menuName: 'pizza3', menuType: 'pizza', description: '', price });

const must = async (asking: ReturnType<Replica['ask']>, status: number) => {
  const answered = await asking;
  expect(answered).toMatchObject({ status });
  return answered.body;
};

/** A store that is asked whether it sells a menu. */
export const offered =
  (price = 150): Given =>
  async (office, storeId) => {
    await must(office.ask('admin', 'POST', '/stores', { storeId, storeName: 'Doremi' }), 201);
    const { menuId } = await must(office.ask('admin', 'POST', '/menus', { ...card(price), storeIds: [storeId] }), 201);
    return { storeId, menuId: Number(menuId), cartId: 0 };
  };

/** Alice has put one such menu into her cart. */
export const filled =
  (price?: number): Given =>
  async (office, storeId) => {
    const ids = await offered(price)(office, storeId);
    await must(office.ask(`store:${storeId}`, 'POST', `/stores/${storeId}/menus/${ids.menuId}/approve`), 200);
    const { cartId } = await must(office.ask('customer:alice', 'POST', `/mycart/${storeId}/create`), 201);
    await must(office.ask('customer:alice', 'POST', `/mycart/${Number(cartId)}/menu/${ids.menuId}/add`), 200);
    return { ...ids, cartId: Number(cartId) };
  };

/** She has paid, and the store has to answer. */
export const waiting: Given = async (office, storeId): Promise<Ids> => {
  const ids = await filled()(office, storeId);
  await must(office.ask(`store:${storeId}`, 'PUT', `/stores/${storeId}/settings`, { autoAccept: false }), 200);
  await must(office.ask('customer:alice', 'POST', `/mycart/${ids.cartId}/order`), 201);
  return ids;
};

/** She has paid, and the store has her order. */
export const paid: Given = async (office, storeId): Promise<Ids> => {
  const ids = await filled()(office, storeId);
  await must(office.ask('customer:alice', 'POST', `/mycart/${ids.cartId}/order`), 201);
  return ids;
};
