import { LiveStream } from './live-stream.js';
import { sessionFor, troubleOf } from './session.js';

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

/** Where people have to sign in, the gateway says so; a gateway that says nothing is asked again with the next visit. */
const authConfig = async () => {
  const answer = await fetch('/auth.json').catch(() => ({ ok: false }));
  return answer.ok ? answer.json() : { signIn: false };
};

const session = sessionFor(await authConfig(), {
  home: `${location.origin}/`,
  storage: sessionStorage,
  go: (url) => location.assign(url),
});

const json = async (path) => {
  const token = await session.token();
  const authorization = token === null ? {} : { Authorization: `Bearer ${token}` };
  const answer = await fetch(path, { headers: { Accept: 'application/json', ...authorization } });
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

/** What is to be made, and how it was chosen. A line of a release before there were options has none. */
const lineOf = ({ quantity, menuName, options = [] }) => {
  const chosen = options.map(({ name }) => name).join(', ');
  const named = `${quantity} × ${menuName}`;
  return element('li', 'line', named, ...(chosen ? [element('span', 'options', chosen)] : []));
};

const clock = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' });

/** What is promised, or until when it has to be answered; nothing of an order from before there were promises. */
const promiseOf = ({ status, promisedAt, acceptBy }) => {
  if (promisedAt) return `promised for ${clock.format(Date.parse(promisedAt))}`;
  return acceptBy && status === 'RECEIVED' ? `to be answered by ${clock.format(Date.parse(acceptBy))}` : null;
};

const ticketOf = (order) => {
  const { orderId, status, lines, total, receivedAt } = order;
  const promise = promiseOf(order);
  return element(
    'li',
    status.toLowerCase(),
    element('p', 'row', `Order ${orderId}`, element('span', 'stage', stageOf(status))),
    element('ul', '', ...lines.map(lineOf)),
    ...(promise ? [element('p', 'promise', promise)] : []),
    element('p', 'row', money.format(total), element('span', '', ageOf(receivedAt))),
  );
};

/** What the chosen store's board shows, by order, and the stream that keeps it so. */
let orders = new Map();
let live = null;

const UNREADABLE = 'The board can’t be read at the moment; it comes back by itself.';
const NOT_YOURS = 'Only the manager of this store sees its board.';

/** Where people sign in, a board is its store's alone. */
const isKeptOut = () => session.asksForSignIn && session.who?.storeId !== Number(byId('store').value);

const oldestFirst = (a, b) => a.receivedAt.localeCompare(b.receivedAt) || a.orderId - b.orderId;

const drawBoard = () => {
  const open = [...orders.values()].sort(oldestFirst);
  const count = `${open.length} open ${open.length === 1 ? 'order' : 'orders'}, oldest first.`;
  say('board-summary', open.length === 0 ? 'No open orders.' : count);
  byId('board').replaceChildren(...open.map(ticketOf));
};

/** Listens to the store's board. After a loss the browser comes back by itself, and is told what changed meanwhile. */
const listen = () => {
  live?.close();
  if (isKeptOut()) return say('board-summary', NOT_YOURS);
  const path = `/stores/${byId('store').value}/board/stream`;
  live = session.asksForSignIn ? new LiveStream(path, () => session.token()) : new EventSource(path);
  let leftOffAt = '';
  live.onopen = () => {
    // Without a place to go on from, everything is told from the beginning.
    if (leftOffAt === '') orders = new Map();
    drawBoard();
  };
  live.onmessage = ({ data, lastEventId }) => {
    leftOffAt = lastEventId;
    const order = JSON.parse(data);
    // A closed order is told once, so that it can go.
    if (order.closedAt) orders.delete(order.orderId);
    else orders.set(order.orderId, order);
    drawBoard();
  };
};

/** Reads the oldest orders of the board as they stand: for as long as there is no stream. */
const readBoard = async () => {
  const asked = live;
  try {
    const { ok, body } = await json(`/orders?storeId=${byId('store').value}`);
    if (live !== asked || live.readyState === EventSource.OPEN) return;
    if (!ok) throw new Error(body.code);
    orders = new Map(body.items.map((order) => [order.orderId, order]));
    drawBoard();
  } catch {
    say('board-summary', UNREADABLE);
  }
};

/** Looks after the board: an open stream needs the ages drawn again, one that was given up another one. */
const showBoard = async () => {
  if (isKeptOut()) return;
  switch (live.readyState) {
    case EventSource.OPEN:
      return drawBoard();
    case EventSource.CONNECTING:
      return say('board-summary', UNREADABLE);
    case EventSource.CLOSED:
      listen();
      return readBoard();
  }
};

const chooseStore = () => {
  orders = new Map();
  byId('board').replaceChildren();
  say('board-summary', 'Looking for orders …');
  listen();
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

/** Says who is signed in, and lets them out; or lets them in. */
const showSession = () => {
  const { who } = session;
  byId('session').hidden = !session.asksForSignIn;
  byId('who').textContent = who ? `Signed in as ${who.name ?? who.sub}` : 'Not signed in';
  byId('sign').textContent = who ? 'Sign out' : 'Sign in';
  if (who?.storeId) byId('store').value = String(who.storeId);
};

const cameBack = await session.comeBack(location.href).catch((error) => {
  say('sign-trouble', troubleOf(error));
  return true;
});
if (cameBack) history.replaceState(null, '', '/');
/** Says why it could not be done to whoever pressed the button. */
const signOrSay = async () => {
  say('sign-trouble', '');
  try {
    await (session.who ? session.signOut() : session.signIn());
  } catch (error) {
    say('sign-trouble', troubleOf(error));
  }
};

byId('sign').addEventListener('click', () => void signOrSay());
byId('walk-token').hidden = !session.asksForSignIn;
byId('open-links').hidden = session.asksForSignIn;

const walk = byId('walk').firstElementChild;
walk.textContent = walk.textContent.replace('http://127.0.0.1:8088', location.origin);
await offerStores();
showSession();
byId('store').addEventListener('change', chooseStore);
listen();
keep(showParts, PARTS_EVERY_MS);
setTimeout(keep, BOARD_EVERY_MS, showBoard, BOARD_EVERY_MS);
