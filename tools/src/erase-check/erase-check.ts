import { join } from 'node:path';
import { until } from '@doremi/start';
import { run, System } from '../whole-system.js';
import { asking, type Ask, each, type Order } from './client.js';
import { MARKS, type Person, people, reasonOf, saidBy } from './people.js';
import { type Searched, searched } from './search.js';
import { Traces } from './traces.js';

const STORE = 2002;
const HERE = `store:${STORE}`;
const ORDERS_EACH = 3;
/** A text that has to be found in the files: else nothing that is not found says anything. */
const CONTROL = 'margherita-control';
/** What the trace of saying whom an order is for has to say of itself. */
const TRACED = '/fulfilment';
/** Milliseconds. */
const ERASED_WITHIN = 300_000;

export interface EraseCheck {
  readonly customers: number;
  readonly orders: number;
  readonly erased: number;
  readonly files: Searched;
  /** How many answers were looked at, in how many somebody erased was named, and how many orders lacked whom they are for. */
  readonly answers: { readonly count: number; readonly ofErased: number; readonly missing: number };
  /** Those of the files that are traces. */
  readonly traces: Searched;
}

/** What is not as it should be; nothing where all is. */
export const faultsOf = ({ files, answers, traces }: EraseCheck): readonly string[] => [
  ...Object.entries(MARKS).flatMap(([what, mark]) =>
    files.hits[mark] ? [`${files.hits[mark]} ${what} in files`] : [],
  ),
  ...(files.hits[CONTROL] ? [] : ['the control was not found: the search is blind']),
  ...(traces.hits[TRACED] ? [] : ['there is no trace of what people said']),
  ...(answers.ofErased > 0 ? [`${answers.ofErased} answers name somebody who is erased`] : []),
  ...(answers.missing > 0 ? [`${answers.missing} orders of others lack whom they are for`] : []),
];

/**
 * People order; while they do, a rebuild runs and three of ten have themselves erased. Then everything that the system answers,
 * and every file that it wrote, is looked through.
 */
export const eraseCheck = async (count: number, say: (line: string) => void): Promise<EraseCheck> => {
  const traces = await Traces.collected();
  const system = await System.start({ RATE_LIMITS: 'off', LOG_LEVEL: 'debug', ...traces.environment });
  const traced = join(system.dataDir, 'traces');
  traces.into(traced);
  const ask = asking(system.url);
  try {
    const everybody = people(count);
    const leaving = everybody.slice(0, Math.ceil(count * 0.3));
    const staying = everybody.slice(leaving.length);
    const menuId = await menuOnSale(ask);
    const orders = new Map<string, number[]>();
    const order = (person: Person) =>
      ordered(ask, menuId, person).then((id) => void orders.get(person.customerId)?.push(id));
    for (const { customerId } of everybody) orders.set(customerId, []);
    say(`${count} people order for the first time`);
    await each(everybody, order);
    say(`they order again, while ${leaving.length} of them are erased and everything is built anew`);
    const rebuilding = run(['node', 'projections/dist/cli.js', 'rebuild', '--all', '--wait'], system.environment);
    const others = each([...staying, ...staying], order);
    await each([...leaving, ...leaving], order);
    await each(leaving, async ({ customerId }) => {
      await ask(customerId, 'DELETE', '/customers/me/personal-data');
    });
    const ordersOf = ({ customerId }: Person) => orders.get(customerId) ?? [];
    await each(leaving, async (person) => each(ordersOf(person), (id) => delivered(ask, id, person), 1));
    await others;
    await each(staying, async (person) => each(ordersOf(person).slice(0, 1), (id) => notAtHome(ask, id, person), 1));
    const { code, output } = await rebuilding;
    if (code !== 0) throw new Error(`the rebuild ended with ${code}:\n${output}`);
    await untilErased(ask, leaving);
    const answers = await answersOf(ask, leaving, staying);
    await system.interrupt();
    await traces.close();
    say('every file is looked through');
    const files = searched(system.dataDir, [...Object.values(MARKS), CONTROL]);
    const ofTraces = searched(traced, [TRACED]);
    return { customers: count, orders: count * ORDERS_EACH, erased: leaving.length, files, answers, traces: ofTraces };
  } finally {
    await traces.close();
    await system.remove();
  }
};

const menuOnSale = async (ask: Ask): Promise<number> => {
  const menu = { menuName: CONTROL, menuType: 'pizza', description: '', price: 10 };
  const { body } = await ask('admin', 'POST', '/menus', menu);
  await ask(HERE, 'POST', `/stores/${STORE}/menus/${Number(body.menuId)}/approve`);
  return Number(body.menuId);
};

const ordered = async (ask: Ask, menuId: number, { customerId, personal }: Person): Promise<number> => {
  const { body } = await ask(customerId, 'POST', `/mycart/${STORE}/create`);
  const cartId = Number(body.cartId);
  await ask(customerId, 'POST', `/mycart/${cartId}/menu/${menuId}/add`);
  const { contact, address, note } = personal;
  const { line1, city } = address;
  const fulfilment = { type: 'DELIVERY', contact, address: { line1, city }, note };
  await ask(customerId, 'PUT', `/mycart/${cartId}/fulfilment`, fulfilment);
  await until(`cart ${cartId} to be ordered`, async () => {
    // An add that is held is confirmed by itself.
    const cart = await ask(customerId, 'GET', `/mycart/${cartId}`);
    return cart.body.cartStatus === 'MENUADDED';
  });
  await ask(customerId, 'POST', `/mycart/${cartId}/order`);
  return cartId;
};

/** Its courier does not find them, and says so with their name. */
const notAtHome = async (ask: Ask, orderId: number, person: Person): Promise<void> => {
  for (const step of [`${orderId}/cooking/start`, `delivery/${orderId}`]) await ask(HERE, 'POST', `/myorder/${step}`);
  await ask(HERE, 'POST', `/myorder/delivery/${orderId}/fail`, { reason: reasonOf(person) });
};

const delivered = async (ask: Ask, orderId: number, person: Person): Promise<void> => {
  await notAtHome(ask, orderId, person);
  for (const step of [`delivery/${orderId}`, `delivery/${orderId}/complete`])
    await ask(HERE, 'POST', `/myorder/${step}`);
};

const untilErased = (ask: Ask, leaving: readonly Person[]): Promise<void> =>
  until(
    'everybody who asked to be erased',
    async () => {
      let left = 0;
      await each(leaving, async ({ customerId }) => {
        const { body } = await ask(customerId, 'GET', '/myorders');
        if (!(body.items ?? []).every(({ fulfilment }) => fulfilment?.erased === true)) left++;
      });
      return left === 0;
    },
    ERASED_WITHIN,
  );

/** Everything that people are answered: to themselves, to the store and to head office, lists, pages and single ones. */
const answersOf = async (ask: Ask, leaving: readonly Person[], staying: readonly Person[]) => {
  let [count, ofErased, missing] = [0, 0, 0];
  const gone = leaving.flatMap(saidBy);
  const look = (text: string, names: readonly string[] = gone): void => {
    count++;
    if (names.some((name) => text.includes(name))) ofErased++;
  };
  await each([...leaving, ...staying], async (person) => {
    const { customerId, personal } = person;
    const isGone = leaving.includes(person);
    const mine = await ask(customerId, 'GET', '/myorders');
    const carts = await ask(customerId, 'GET', '/mycarts');
    for (const { text } of [mine, carts]) look(text, isGone ? saidBy(person) : []);
    const found = mine.body.items ?? [];
    if (!isGone) missing += ORDERS_EACH - found.filter((one) => isOf(one, personal)).length;
    if (!isGone && !mine.text.includes(reasonOf(person))) missing++;
    for (const { orderId } of found)
      for (const by of [customerId, HERE]) {
        const one = await ask(by, 'GET', `/myorder/${orderId}`);
        look(one.text, isGone ? saidBy(person) : []);
        if (!isGone && !isOf(one.body as unknown as Order, personal)) missing++;
        const paper = await ask(by, 'GET', `/orders/${orderId}/${by === HERE ? 'ticket' : 'receipt'}`);
        look(paper.text, isGone ? saidBy(person) : []);
        if (!isGone && !saidBy(person).every((said) => paper.text.includes(said))) missing++;
      }
  });
  for (const [by, list] of [
    [HERE, `/orders?storeId=${STORE}`],
    [HERE, `/orders?storeId=${STORE}&status=COMPLETED`],
    ['admin', '/orders'],
    ['admin', '/payments'],
    ['admin', '/sales'],
  ] as const)
    for await (const text of pagesOf(ask, by, list)) look(text);
  return { count, ofErased, missing };
};

async function* pagesOf(ask: Ask, by: string, list: string): AsyncGenerator<string> {
  for (let cursor: unknown = ''; typeof cursor === 'string';) {
    const more = cursor && `${list.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
    const { text, body } = await ask(by, 'GET', `${list}${more}`);
    yield text;
    cursor = body.nextCursor;
  }
}

const isOf = ({ fulfilment }: Order, personal: Person['personal']): boolean =>
  JSON.stringify(fulfilment?.personal) === JSON.stringify(personal);
