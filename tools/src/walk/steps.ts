/** What the walk has learned so far: the ids that the answers gave. */
export interface Ids {
  menuId: number;
  cartId: number;
  orderId: number;
}

export type Body = Readonly<Record<string, unknown>>;

/** One request of the walk, and what the contract says about its answer. */
export interface Step {
  readonly request: (ids: Ids) => { readonly method: 'GET' | 'POST'; readonly path: string; readonly body?: Body };
  readonly status: number;
  /** Every field that has to be there, with its value; what else the answer holds is its own business. */
  readonly body: (ids: Ids) => Body;
  /** For a list: which of its items the fields are looked for in. */
  readonly item?: (item: Body, ids: Ids) => boolean;
  readonly learn?: (body: Body, ids: Ids) => void;
}

const card = { menuName: 'pizza3', menuType: 'pizza', description: 'pizzadesc', price: 150 };
const STORE = 2002;
const line = (ids: Ids) => ({ menuId: ids.menuId, menuName: 'pizza3', quantity: 1, unitPrice: 150, revision: 1 });
const post = (path: string, body?: Body) => ({ method: 'POST', path, ...(body && { body }) }) as const;
const get = (path: string) => ({ method: 'GET', path }) as const;

/** The twelve requests of the contract, in their order, with no header beyond Content-Type. */
export const steps: readonly Step[] = [
  {
    request: () => post('/menus', card),
    status: 201,
    body: () => ({ ...card, revision: 1, status: 'ACTIVE' }),
    learn: (body, ids) => (ids.menuId = Number(body.menuId)),
  },
  {
    request: ({ menuId }) => get(`/menus/${menuId}`),
    status: 200,
    body: ({ menuId }) => ({ id: menuId, menuId, ...card, revision: 1, status: 'ACTIVE' }),
  },
  {
    request: () => get(`/stores/${STORE}/menus`),
    status: 200,
    // The offer is a policy's work: this store may or may not have received it by now, so nothing is asked of an item.
    body: () => ({}),
  },
  {
    request: ({ menuId }) => post(`/stores/${STORE}/menus/${menuId}/approve`),
    status: 200,
    body: ({ menuId }) => ({
      ...card,
      storeId: STORE,
      menuId,
      menuStatus: 'APPROVED',
      available: true,
      liveRevision: 1,
      pendingRevision: null,
    }),
  },
  {
    request: () => post(`/mycart/${STORE}/create`),
    status: 201,
    body: () => ({ storeId: STORE, cartStatus: 'BLANK', total: 0 }),
    learn: (body, ids) => (ids.cartId = Number(body.cartId)),
  },
  {
    request: ({ cartId, menuId }) => post(`/mycart/${cartId}/menu/${menuId}/add`),
    status: 200,
    body: (ids) => ({ cartId: ids.cartId, cartStatus: 'MENUADDED', total: 150, lines: [line(ids)] }),
  },
  {
    request: ({ cartId }) => post(`/mycart/${cartId}/order`),
    status: 201,
    body: ({ cartId }) => ({ cartId, orderId: cartId, paymentId: cartId, cartStatus: 'PAID', total: 150 }),
    learn: (body, ids) => (ids.orderId = Number(body.orderId)),
  },
  {
    request: () => get('/payments'),
    status: 200,
    item: ({ paymentId }, { cartId }) => paymentId === cartId,
    body: ({ cartId }) => ({
      paymentId: cartId,
      storeId: STORE,
      status: 'APPROVED',
      amount: 150,
      refunded: 0,
      attempts: [{ attempt: 1, amount: 150, status: 'APPROVED' }],
    }),
  },
  {
    request: () => get('/orders'),
    status: 200,
    item: ({ orderId }, ids) => orderId === ids.orderId,
    body: (ids) => ({ orderId: ids.orderId, storeId: STORE, status: 'ACCEPTED', total: 150, lines: [line(ids)] }),
  },
  {
    request: ({ orderId }) => post(`/myorder/${orderId}/cooking/start`),
    status: 200,
    body: ({ orderId }) => ({ orderId, status: 'COOKING', total: 150 }),
  },
  {
    request: ({ orderId }) => post(`/myorder/delivery/${orderId}`),
    status: 200,
    body: ({ orderId }) => ({ orderId, status: 'DELIVERING', total: 150 }),
  },
  {
    request: ({ orderId }) => post(`/myorder/delivery/${orderId}/complete`),
    status: 200,
    body: ({ orderId }) => ({ orderId, status: 'COMPLETED', total: 150 }),
  },
];
