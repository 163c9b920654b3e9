import type { Role } from '@doremi/domain';

/** Who may call a route. */
export interface Access {
  readonly roles: readonly Role[] | 'all';
  /**
   * Whose it has to be besides, which is judged where the state is. What is another's is not found (a cart, an order) or
   * refused (a store's). A list shows what is one's own.
   */
  readonly own?: 'cart' | 'order' | 'store' | 'list';
}

const all: Access = { roles: 'all' };
const office: Access = { roles: ['admin'] };
const ownStore: Access = { roles: ['store'], own: 'store' };
const ownCart: Access = { roles: ['customer'], own: 'cart' };
const storesOrder: Access = { roles: ['store'], own: 'order' };
const eithersOrder: Access = { roles: ['store', 'customer'], own: 'order' };
const operator: Access = { roles: ['operator'] };

/**
 * Every route of the system, with who may call it. The gateway turns away at the door by it; each service's own routes
 * say it again for themselves (`roles`), and a test walks all of them, as everybody, and fails where the two differ.
 */
export const access = {
  'POST /menus': office,
  'GET /menus': office,
  'GET /menus/:menuId': office,
  'PUT /menus/:menuId': office,
  'DELETE /menus/:menuId': office,
  'POST /menus/:menuId/offers': office,
  'DELETE /menus/:menuId/offers/:storeId': office,

  'POST /stores': office,
  'PUT /stores/:storeId/status': { roles: ['admin', 'store'], own: 'store' },
  'GET /stores/:storeId/settings': { roles: ['admin', 'store'], own: 'store' },
  'PUT /stores/:storeId/settings': { roles: ['admin', 'store'], own: 'store' },
  'GET /stores': all,
  'GET /stores/:storeId': all,
  'GET /stores/:storeId/times': all,
  'GET /stores/:storeId/menus': all,
  'GET /stores/:storeId/menus/:menuId': all,
  'POST /stores/:storeId/menus/:menuId/approve': ownStore,
  'POST /stores/:storeId/menus/:menuId/reject': ownStore,
  'POST /stores/:storeId/menus/:menuId/reject/withdraw': ownStore,
  'DELETE /stores/:storeId/menus/:menuId': ownStore,
  'POST /stores/:storeId/menus/:menuId/sold-out': ownStore,
  'POST /stores/:storeId/menus/:menuId/restock': ownStore,
  'PUT /stores/:storeId/menus/:menuId/price': ownStore,
  'GET /stores/:storeId/board/stream': ownStore,

  'POST /mycart/:storeId/create': { roles: ['customer'] },
  'GET /mycarts': { roles: ['customer'], own: 'list' },
  'GET /mycart/:cartId': ownCart,
  'POST /mycart/:cartId/menu/:menuId/add': ownCart,
  'PUT /mycart/:cartId/lines/:lineId': ownCart,
  'DELETE /mycart/:cartId/lines/:lineId': ownCart,
  'DELETE /mycart/:cartId/holds/:holdId': ownCart,
  'PUT /mycart/:cartId/fulfilment': ownCart,
  'POST /mycart/:cartId/order': ownCart,

  'GET /payments': office,
  'GET /payments/export': office,
  'GET /payments/:paymentId': office,
  'POST /payments/:paymentId/refund': office,

  'GET /orders': { roles: ['admin', 'store', 'customer'], own: 'list' },
  'GET /orders/:orderId': { roles: ['admin', 'store', 'customer'], own: 'order' },
  'GET /orders/:orderId/receipt': { roles: ['customer', 'store', 'admin'], own: 'order' },
  'GET /orders/:orderId/ticket': storesOrder,
  'GET /myorders': { roles: ['customer'], own: 'list' },
  'POST /myorders/:orderId/again': { roles: ['customer'], own: 'order' },
  'GET /myorder/:orderId': eithersOrder,
  'GET /myorder/:orderId/stream': eithersOrder,
  'POST /myorder/:orderId/accept': storesOrder,
  'POST /myorder/:orderId/refuse': storesOrder,
  'POST /myorder/:orderId/cooking/start': storesOrder,
  'POST /myorder/:orderId/cooking/complete': storesOrder,
  'POST /myorder/:orderId/recall': storesOrder,
  'POST /myorder/:orderId/cancel': eithersOrder,
  'POST /myorder/delivery/:orderId': storesOrder,
  'POST /myorder/delivery/:orderId/complete': storesOrder,
  'POST /myorder/delivery/:orderId/fail': storesOrder,

  'DELETE /customers/me/personal-data': { roles: ['customer'] },
  'POST /customers/erasures': operator,

  'GET /sales': { roles: ['admin', 'store'], own: 'list' },
  'GET /sales/menus': { roles: ['admin', 'store'], own: 'list' },
  'GET /sales/export': { roles: ['admin', 'store'], own: 'list' },

  'GET /events': operator,
  'GET /events/timeline': operator,

  // Each topic is judged by itself: one that is not for whoever asks is refused in the stream.
  'GET /live': all,

  // Of every process, and of the gateway. A star is whatever comes there.
  'GET /': all,
  'GET /auth.json': all,
  'GET /docs/*': all,
  'GET /openapi.json': all,
  'GET /health/live': all,
  'GET /health/ready': all,
  'GET /metrics': operator,
  'ANY /ops/*': operator,
  'ANY /identity/*': all,
} as const satisfies Readonly<Record<string, Access>>;

export type AccessKey = keyof typeof access;

const patterns = Object.entries<Access>(access).map(([key, entry]) => {
  const [method = '', path = ''] = key.split(' ');
  const pattern = path.replaceAll(/:\w+/g, '\\d{1,15}').replace(/\/\*$/, '(/.*)?');
  return { method, pattern: new RegExp(`^${pattern}/?$`, 'i'), entry };
});

/** The methods that somebody answers at this path, in the order of the table; none where there is no such path. */
export const methodsAt = (path: string): readonly string[] =>
  patterns.filter(({ method, pattern }) => method !== 'ANY' && pattern.test(path)).map(({ method }) => method);

/** Who may ask for this; null where there is no such route. */
export const accessTo = (method: string, path: string): Access | null => {
  const verb = method === 'HEAD' ? 'GET' : method;
  const found = patterns.find((known) => (known.method === 'ANY' || known.method === verb) && known.pattern.test(path));
  return found?.entry ?? null;
};
