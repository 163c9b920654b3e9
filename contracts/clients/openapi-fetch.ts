import createClient from 'openapi-fetch';
import type { paths } from './generated/openapi-typescript.js';
import { answered, type Walk } from './walk.js';

/** The twelve requests with the types of openapi-typescript and the client of openapi-fetch. */
export const walk: Walk = async (baseUrl) => {
  const client = createClient<paths>({ baseUrl });
  const storeId = 2002;
  const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 150 };
  const { menuId } = answered(await client.POST('/menus', { body: card }));
  answered(await client.GET('/menus/{menuId}', { params: { path: { menuId } } }));
  answered(await client.GET('/stores/{storeId}/menus', { params: { path: { storeId } } }));
  answered(await client.POST('/stores/{storeId}/menus/{menuId}/approve', { params: { path: { storeId, menuId } } }));
  const { cartId } = answered(await client.POST('/mycart/{storeId}/create', { params: { path: { storeId } } }));
  answered(await client.POST('/mycart/{cartId}/menu/{menuId}/add', { params: { path: { cartId, menuId } } }));
  const paid = answered(await client.POST('/mycart/{cartId}/order', { params: { path: { cartId } } }));
  answered(await client.GET('/payments'));
  answered(await client.GET('/orders'));
  const path = { orderId: paid.orderId };
  answered(await client.POST('/myorder/{orderId}/cooking/start', { params: { path } }));
  answered(await client.POST('/myorder/delivery/{orderId}', { params: { path } }));
  const order = answered(await client.POST('/myorder/delivery/{orderId}/complete', { params: { path } }));
  return { total: paid.total, status: order.status };
};
