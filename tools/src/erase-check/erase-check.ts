import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { until } from '@doremi/start';
import { run, System } from '../whole-system.js';
import { asking, type Ask, each, type Order } from './client.js';
import { MARKS, type Person, people, saidBy } from './people.js';
import { type Searched, searched } from './search.js';

const STORE = 2002;
const HERE = `store:${STORE}`;
const ORDERS_EACH = 3;
/** A text that has to be found in the files: else nothing that is not found says anything. */
const CONTROL = 'margherita-control';
/** Milliseconds. */
const ERASED_WITHIN = 300_000;

export interface EraseCheck {
  readonly customers: number;
  readonly orders: number;
  readonly erased: number;
  readonly files: Searched;
  /** How many answers were looked at, in how many somebody erased was named, and how many orders lacked whom they are for. */
  readonly answers: { readonly count: number; readonly ofErased: number; readonly missing: number };
  /** Bytes of traces; null where no tracing is installed (deploy/tracing). */
  readonly traces: number | null;
}

/** What is not as it should be; nothing where all is. */
export const faultsOf = ({ files, answers }: EraseCheck): readonly string[] => [
  ...Object.entries(MARKS).flatMap(([what, mark]) =>
    files.hits[mark] ? [`${files.hits[mark]} ${what} in files`] : [],
  ),
  ...(files.hits[CONTROL] ? [] : ['the control was not found: the search is blind']),
  ...(answers.ofErased > 0 ? [`${answers.ofErased} answers name somebody who is erased`] : []),
  ...(answers.missing > 0 ? [`${answers.missing} orders of others lack whom they are for`] : []),
];

/**
 * People order; while they do, a rebuild runs and three of ten have themselves erased. Then everything that the system answers,
 * and every file that it wrote, is looked through.
 */
export const eraseCheck = async (count: number, say: (line: string) => void): Promise<EraseCheck> => {
  const collector = await collecting();
  const system = await System.start({ RATE_LIMITS: 'off', LOG_LEVEL: 'debug', ...collector?.environment });
  collector?.into(join(system.dataDir, 'traces'));
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
    await each(leaving, async ({ customerId }) => each(orders.get(customerId) ?? [], (id) => delivered(ask, id), 1));
    await others;
    const { code, output } = await rebuilding;
    if (code !== 0) throw new Error(`the rebuild ended with ${code}:\n${output}`);
    await untilErased(ask, leaving);
    const answers = await answersOf(ask, leaving, staying);
    await system.interrupt();
    collector?.close();
    say('every file is looked through');
    const files = searched(system.dataDir, [...Object.values(MARKS), CONTROL]);
    const traces = collector?.bytes() ?? null;
    return { customers: count, orders: count * ORDERS_EACH, erased: leaving.length, files, answers, traces };
  } finally {
    collector?.close();
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

const delivered = async (ask: Ask, orderId: number): Promise<void> => {
  for (const step of [`${orderId}/cooking/start`, `delivery/${orderId}`, `delivery/${orderId}/complete`])
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
    for (const { orderId } of found)
      for (const by of [customerId, HERE]) {
        const one = await ask(by, 'GET', `/myorder/${orderId}`);
        look(one.text, isGone ? saidBy(person) : []);
        if (!isGone && !isOf(one.body as unknown as Order, personal)) missing++;
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

const TRACING = fileURLToPath(new URL('../../../deploy/tracing/node_modules', import.meta.url));
const FINDS_IT = new URL('../../src/deploy/testing/tracing-packages.mjs', import.meta.url).href;

/** Takes what the processes trace, where tracing is installed, and writes it to a folder as it came. */
const collecting = async () => {
  if (!existsSync(TRACING)) return null;
  const chunks: Buffer[] = [];
  let bytes = 0;
  let file: ReturnType<typeof createWriteStream> | null = null;
  const server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (file) file.write(chunk);
      else chunks.push(chunk);
    });
    request.on('end', () => response.setHeader('Content-Type', 'application/json').end('{}'));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    environment: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      NODE_OPTIONS: `--import=${FINDS_IT}`,
    },
    into: (folder: string): void => {
      mkdirSync(folder, { recursive: true });
      file = createWriteStream(join(folder, 'traces'));
      for (const chunk of chunks) file.write(chunk);
    },
    bytes: (): number => bytes,
    close: (): void => {
      server.closeAllConnections();
      server.close();
    },
  };
};
