const BOARD_EVERY_MS = 2_000;
const PARTS_EVERY_MS = 5_000;

const byId = (id) => document.getElementById(id);

/** An element with its class and children; text always goes in as text, never as markup. */
const element = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

/** Says something in a status line, and only when it is new: screen readers read out every change. */
const say = (id, text) => {
  if (byId(id).textContent !== text) byId(id).textContent = text;
};

const json = async (path) => {
  const answer = await fetch(path, { headers: { Accept: 'application/json' } });
  return { ok: answer.ok, body: await answer.json() };
};

const showParts = async () => {
  try {
    const { ok, body } = await json('/health/ready');
    say('parts-summary', ok ? 'Everything is up.' : 'Something is not ready yet.');
    byId('parts').replaceChildren(
      ...Object.entries(body.parts).map(([name, state]) =>
        element('li', '', name, element('span', state === 'up' ? 'up' : 'down', state)),
      ),
    );
  } catch {
    say('parts-summary', 'The gateway does not answer. Is the system running?');
    byId('parts').replaceChildren();
  }
};

const money = new Intl.NumberFormat(undefined, { minimumFractionDigits: 2, maximumFractionDigits: 2 });

const ageOf = (instant) => {
  const minutes = Math.floor(Math.max(0, Date.now() - Date.parse(instant)) / 60_000);
  if (minutes < 1) return 'just now';
  return minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ${minutes % 60} min ago`;
};

const stageOf = (status) => status.charAt(0) + status.slice(1).toLowerCase().replaceAll('_', ' ');

const ticketOf = ({ orderId, status, lines, total, receivedAt }) =>
  element(
    'li',
    status.toLowerCase(),
    element('p', 'row', `Order ${orderId}`, element('span', 'stage', stageOf(status))),
    element('ul', '', ...lines.map(({ quantity, menuName }) => element('li', 'line', `${quantity} × ${menuName}`))),
    element('p', 'row', money.format(total), element('span', '', ageOf(receivedAt))),
  );

const showBoard = async () => {
  const storeId = byId('store').value;
  try {
    const { ok, body } = await json(`/orders?storeId=${storeId}`);
    if (byId('store').value !== storeId) return;
    if (!ok) throw new Error(body.code);
    const { items, nextCursor } = body;
    const count = `${items.length}${nextCursor ? '+' : ''} open ${items.length === 1 ? 'order' : 'orders'}, oldest first.`;
    say('board-summary', items.length === 0 ? 'No open orders.' : count);
    byId('board').replaceChildren(...items.map(ticketOf));
  } catch {
    say('board-summary', 'The board can’t be read at the moment; it comes back by itself.');
  }
};

/** The stores that there are in place of the three that every fresh system has; the choice stays. */
const offerStores = async () => {
  const { ok, body } = await json('/stores').catch(() => ({ ok: false }));
  if (!ok || body.items.length === 0) return;
  const chosen = byId('store').value;
  byId('store').replaceChildren(
    ...body.items.map(({ storeId, storeName }) => new Option(`${storeId} ${storeName}`, storeId)),
  );
  if (body.items.some(({ storeId }) => String(storeId) === chosen)) byId('store').value = chosen;
};

/** Does something now and again and again, while somebody is looking; never twice at once. */
const keep = (show, everyMs) => {
  const turn = async () => {
    if (!document.hidden) await show();
    setTimeout(turn, everyMs);
  };
  void turn();
};

const walk = byId('walk').firstElementChild;
walk.textContent = walk.textContent.replace('http://127.0.0.1:8088', location.origin);
byId('store').addEventListener('change', () => void showBoard());
await offerStores();
keep(showParts, PARTS_EVERY_MS);
keep(showBoard, BOARD_EVERY_MS);
