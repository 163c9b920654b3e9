import assert from 'node:assert/strict';

let stores = 3_000 + (process.pid % 900) * 100;

/**
 * What has to be so before an interaction is verified, made by real commands and seen by the read side. Every state has a
 * store of its own, so that the states of different interactions don't meet.
 */
export class World {
  /** Where each of the services is. */
  constructor({ 'command-api': commandApi, 'query-api': queryApi, 'payment-provider': paymentProvider }) {
    Object.assign(this, { commandApi, queryApi, paymentProvider });
  }

  /** A command that has to succeed; resolves to its answer and to where its events are. */
  async does(method, path, body, headers = {}) {
    const answer = await send(`${this.commandApi}${path}`, method, body, headers);
    assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${answer.text}`);
    return { ...answer.body, position: answer.headers.get('X-Event-Position') };
  }

  /** Waits until the read side shows what was done up to a position; resolves to its answer. */
  async sees(path, position) {
    const answer = await send(`${this.queryApi}${path}`, 'GET', undefined, { 'X-Event-Position': position });
    assert.ok(answer.ok, `GET ${path}: ${answer.status} ${answer.text}`);
    return answer;
  }

  /** `more` is what its card says beside. */
  async offered(price = 150.5, more = {}) {
    const storeId = ++stores;
    await this.does('POST', '/stores', { storeId, storeName: 'Doremi', address: 'Street 1' });
    const card = {
      menuName: 'pizza3',
      menuType: 'pizza',
      description: 'pizzadesc',
      price,
      ...more,
      storeIds: [storeId],
    };
    const { menuId, position } = await this.does('POST', '/menus', card);
    return { storeId, menuId, position, storeMenu: `/stores/${storeId}/menus/${menuId}` };
  }

  async sold(price, more) {
    const made = await this.offered(price, more);
    const { position } = await this.does('POST', `${made.storeMenu}/approve`);
    const { headers } = await this.sees(`/menus/${made.menuId}`, position);
    await Promise.all([this.sees(made.storeMenu, position), this.sees('/menus?limit=1', position)]);
    return { ...made, position, etag: headers.get('ETag') };
  }

  async emptyCart(price, more) {
    const sold = await this.sold(price, more);
    const { cartId, position } = await this.does('POST', `/mycart/${sold.storeId}/create`, undefined, ALICE);
    return { ...sold, cartId, position, addMenu: `/mycart/${cartId}/menu/${sold.menuId}/add` };
  }

  async filledCart(price) {
    const cart = await this.emptyCart(price);
    const { position, hold } = await this.does('POST', cart.addMenu, undefined, ALICE);
    assert.equal(hold, undefined, 'the menu service was too busy for the add');
    await this.sees(`/mycart/${cart.cartId}`, position);
    return { ...cart, position };
  }

  /** A cart with a line, at a store with these settings, and with this fulfilment where one is given. */
  async cartAt(settings, fulfilment) {
    const cart = await this.filledCart();
    if (fulfilment) await this.chosen(cart, fulfilment);
    const { position } = await this.does('PUT', `/stores/${cart.storeId}/settings`, settings);
    await this.sees(`/mycart/${cart.cartId}`, position);
    return { ...cart, position };
  }

  async cartFor(fulfilment) {
    return this.chosen(await this.filledCart(), fulfilment);
  }

  async chosen(cart, fulfilment) {
    const { position } = await this.does('PUT', `/mycart/${cart.cartId}/fulfilment`, fulfilment, ALICE);
    await this.sees(`/mycart/${cart.cartId}`, position);
    return { ...cart, position };
  }

  /** A cart for a time at which another order took the only place. */
  async cartWithoutPlace(fulfilment) {
    const cart = await this.cartAt({ ordersPerQuarter: 1 }, fulfilment);
    const { cartId } = await this.does('POST', `/mycart/${cart.storeId}/create`, undefined, ALICE);
    await this.does('POST', `/mycart/${cartId}/menu/${cart.menuId}/add`, undefined, ALICE);
    await this.does('PUT', `/mycart/${cartId}/fulfilment`, fulfilment, ALICE);
    await this.does('POST', `/mycart/${cartId}/order`, undefined, ALICE);
    return cart;
  }

  async withSettings(settings) {
    const sold = await this.sold();
    const { position } = await this.does('PUT', `/stores/${sold.storeId}/settings`, settings);
    await this.sees(`/stores/${sold.storeId}/settings`, position);
    return { ...sold, position };
  }

  /** A menu that its store said no to. */
  async refused() {
    const made = await this.offered();
    const { position } = await this.does('POST', `${made.storeMenu}/reject`, { reason: 'no oven' });
    return { ...made, position };
  }

  /** An order that its store has to answer. */
  async waiting() {
    return this.paid(await this.cartAt({ autoAccept: false }));
  }

  async paid(filled) {
    const cart = filled ?? (await this.filledCart());
    const asked = { ...ALICE, 'X-Correlation-Id': `order-of-${cart.cartId}` };
    const { position, orderId, paymentId } = await this.does('POST', `/mycart/${cart.cartId}/order`, undefined, asked);
    const order = { ...cart, orderId, paymentId, position, paidAt: position };
    const reads = [`/payments/${paymentId}`, `/orders/${orderId}/receipt`, `/events?correlationId=order-of-${orderId}`];
    const more = ['/mycarts', `/sales/menus?storeId=${cart.storeId}`];
    await this.seesOrder(order, ...reads, ...more);
    return order;
  }

  /** An order that has taken these steps, each a path under `/myorder`. */
  async ordered(...steps) {
    return this.stepped(await this.paid(), ...steps);
  }

  async stepped(order, ...steps) {
    let { position } = order;
    for (const step of steps) ({ position } = await this.does('POST', step(order.orderId)));
    await this.seesOrder({ ...order, position }, `/sales?storeId=${order.storeId}`);
    return { ...order, position };
  }

  /** Waits until the read side shows the order, and these reads with it. */
  async seesOrder({ orderId, storeId, position }, ...reads) {
    const all = [`/orders?storeId=${storeId}`, `/myorder/${orderId}`, ...reads];
    await Promise.all(all.map((path) => this.sees(path, position)));
  }

  /** A charge at the payment provider, in a currency unless none is said; resolves to its id. */
  async charged(key, amount, currency = EUROS) {
    const body = { amount, ...currency };
    const answer = await send(`${this.paymentProvider}/charges`, 'POST', body, { 'Idempotency-Key': key });
    assert.ok(answer.ok, answer.text);
    return { charge: answer.body.id };
  }

  /** A charge of which this much went back, once however often it is asked for. */
  async paidBack(key, amount, part) {
    const { charge } = await this.charged(key, amount);
    const body = { charge, amount: part, ...EUROS };
    const answer = await send(`${this.paymentProvider}/refunds`, 'POST', body, { 'Idempotency-Key': `r-${key}` });
    assert.ok(answer.ok, answer.text);
    return { charge };
  }
}

const EUROS = { currency: 'EUR' };
const ALICE = { 'X-Actor': 'customer:alice' };

const send = async (url, method, body, headers) => {
  const answer = await fetch(url, {
    method,
    headers: { ...(body && { 'Content-Type': 'application/json' }), ...headers },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return {
    ok: answer.ok,
    status: answer.status,
    headers: answer.headers,
    text,
    body: text === '' ? {} : JSON.parse(text),
  };
};
