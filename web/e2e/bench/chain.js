/** The store whose board is looked at. */
export const STORE = 2002;

/** What the board does with an order, one step after the other: the command, the column it is in then, and its status. */
const STEPS = [
  { path: (id) => `/myorder/${id}/cooking/start`, column: 'cooking', status: 'COOKING' },
  { path: (id) => `/myorder/${id}/cooking/complete`, column: 'ready', status: 'READY' },
  { path: (id) => `/myorder/delivery/${id}`, column: 'out', status: 'DELIVERING' },
  { path: (id) => `/myorder/delivery/${id}/complete`, column: 'gone', status: 'COMPLETED' },
];

/** A store with one menu and as many open orders as were asked for; one closes, another comes. */
export class Chain {
  /** What happened, with the time (milliseconds) that its event says. */
  happened = [];
  #url;
  #menuId = 0;
  /** By order: how many steps are behind it. */
  #open = new Map();

  constructor(url) {
    this.#url = url;
  }

  openOrders() {
    return new Set(this.#open.keys());
  }

  async open(orders) {
    const card = { menuName: 'Margherita', menuType: 'pizza', description: '', price: 12.5, storeIds: [STORE] };
    ({ menuId: this.#menuId } = await this.#ask('admin', '/menus', card));
    await this.#ask(`store:${STORE}`, `/stores/${STORE}/menus/${this.#menuId}/approve`);
    for (let made = 0; made < orders; made += 10)
      await Promise.all(Array.from({ length: Math.min(10, orders - made) }, () => this.#order()));
    // So that every column has some.
    for (const [index, orderId] of [...this.openOrders()].entries())
      for (let step = 0; step < index % 4; step++) await this.#step(orderId);
  }

  /** The next thing that happens: a step of the order that is open for longest, or a new one in the place of one that is closed. */
  async next() {
    const [oldest] = this.#open;
    if (!oldest) return this.#order();
    const [orderId] = oldest;
    await this.#step(orderId);
    if (!this.#open.has(orderId)) await this.#order();
  }

  async #order() {
    const { cartId } = await this.#ask('customer:bench', `/mycart/${STORE}/create`);
    await this.#ask('customer:bench', `/mycart/${cartId}/menu/${this.#menuId}/add`);
    const position = {};
    await this.#ask('customer:bench', `/mycart/${cartId}/order`, {}, position);
    this.#open.set(cartId, 0);
    await this.#tell(cartId, 'todo', 'RECEIVED', position.at);
  }

  async #step(orderId) {
    const steps = this.#open.get(orderId);
    const { path, column, status } = STEPS[steps];
    const position = {};
    await this.#ask(`store:${STORE}`, path(orderId), {}, position);
    this.#open.delete(orderId);
    // Behind all others, so that each has its turn.
    if (column !== 'gone') this.#open.set(orderId, steps + 1);
    await this.#tell(orderId, column, status, position.at);
  }

  async #tell(orderId, column, status, position) {
    const { timeline } = await this.#read(`/orders/${orderId}`, position);
    this.happened.push({ orderId, column, at: Date.parse(timeline.findLast((one) => one.status === status).at) });
  }

  async #ask(as, path, body = {}, position = {}) {
    const answer = await fetch(`${this.#url}${path}`, {
      method: 'POST',
      headers: { 'X-Actor': as, 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    position.at = answer.headers.get('X-Event-Position');
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }

  async #read(path, position) {
    const answer = await fetch(`${this.#url}${path}`, {
      headers: { 'X-Actor': 'admin', 'X-Event-Position': position },
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  }
}
