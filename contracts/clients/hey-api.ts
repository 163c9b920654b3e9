import { createClient } from './generated/hey-api/client/index.js';
import * as doremi from './generated/hey-api/index.js';
import { answered, type Walk } from './walk.js';

/** The twelve requests with the methods that @hey-api/openapi-ts makes of the operations. */
export const walk: Walk = async (baseUrl) => {
  const client = createClient({ baseUrl });
  const storeId = 2002;
  const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 150 };
  const { menuId } = answered(await doremi.registerMenu({ client, body: card }));
  answered(await doremi.getMenu({ client, path: { menuId } }));
  answered(await doremi.listStoreMenus({ client, path: { storeId } }));
  answered(await doremi.approveStoreMenu({ client, path: { storeId, menuId } }));
  const { cartId } = answered(await doremi.createCart({ client, path: { storeId } }));
  answered(await doremi.addMenuToCart({ client, path: { cartId, menuId } }));
  const paid = answered(await doremi.orderCart({ client, path: { cartId } }));
  answered(await doremi.listPayments({ client }));
  answered(await doremi.listOrders({ client }));
  const path = { orderId: paid.orderId };
  answered(await doremi.startCooking({ client, path }));
  answered(await doremi.startDelivery({ client, path }));
  const order = answered(await doremi.completeDelivery({ client, path }));
  return { total: paid.total, status: order.status };
};
