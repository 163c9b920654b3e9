import { randomUUID } from 'node:crypto';
import { type RunningEventStore, startEventStore } from '@doremi/embedded-eventstore';
import { type RunningMongo, startMongo } from '@doremi/embedded-mongo';
import { type RunningRedis, startRedis } from '@doremi/embedded-redis';
import {
  BEGINNING,
  EngineUnavailable,
  type EventStore,
  modelId,
  type NewEvent,
  type Position,
} from '@doremi/event-sourcing';
import { connectEventStore } from '@doremi/event-store';
import { salesByDayModel, SYSTEM, upcast } from '@doremi/domain';
import { Builds, connectMongo, type Mongo, Partitions } from '@doremi/read-models';
import { readSettings } from '@doremi/process';
import { namedEngines, plannedServices, plannedStandIns, until } from '@doremi/start';
import { OneProcess } from '../one-process.js';

/** How many events go into one append. */
const EVENTS_PER_APPEND = 250;
const STREAM = 'order-1';
const STORE = 2002;
/** The read model that is looked at, in its newest version. */
export const SALES_BY_DAY = modelId(salesByDayModel);

const START = {
  eventstore: () => startEventStore({ port: 0, dataDir: null }),
  mongo: () => startMongo({ port: 0, dataDir: null }),
  redis: () => startRedis({ port: 0 }),
};

interface Sales {
  readonly orders: number;
  readonly revenue: number;
  readonly delivered: number;
}

/** Projections workers as processes of their own; the engines they work on, and a load of orders, are in this one. */
export class WorkerProcesses {
  readonly builds: Builds;
  readonly partitions: Partitions;
  /** By business day, what the appended orders amount to: added up as they were made. */
  private readonly sold = new Map<string, Sales>();
  private readonly workers: OneProcess[] = [];
  private orders = 0;
  private appended = 0;
  private last: Position = BEGINNING;

  private constructor(
    private readonly engines: readonly (RunningEventStore | RunningMongo | RunningRedis)[],
    private readonly urls: Readonly<Record<string, string>>,
    private readonly store: EventStore,
    private readonly mongo: Mongo,
  ) {
    this.builds = new Builds(mongo);
    this.partitions = new Partitions(mongo);
  }

  static async start(): Promise<WorkerProcesses> {
    const named = namedEngines(process.env);
    const engines = await Promise.all(
      plannedStandIns(process.env, '').map(async ({ name, variable, url }) => {
        const engine = await START[name]();
        return { engine, url: [variable, url(engine.port)] as const };
      }),
    );
    const urls = { ...named, ...Object.fromEntries(engines.map(({ url }) => url)) };
    const { eventstoreUrl, mongodbUrl, mongodbAdminUrl } = readSettings({ ...process.env, ...urls });
    const mongo = connectMongo(mongodbUrl, { adminUrl: mongodbAdminUrl });
    return new WorkerProcesses(
      engines.map(({ engine }) => engine),
      urls,
      connectEventStore(eventstoreUrl, upcast),
      mongo,
    );
  }

  /** A new worker under this name; resolves when it is ready. */
  async worker(name: string): Promise<OneProcess> {
    const plan = plannedServices({ PROJECTIONS_PORT: '0' }, this.urls, '').find(({ name }) => name === 'projections');
    if (!plan) throw new Error('there are no projections');
    const worker = new OneProcess(plan, { WORKER_ID: name });
    this.workers.push(worker);
    await worker.start();
    await worker.ready();
    return worker;
  }

  /** Appends this many orders, each received and delivered. */
  async sell(orders: number): Promise<void> {
    for (let left = orders; left > 0; left -= EVENTS_PER_APPEND / 2) {
      const events = Array.from({ length: Math.min(left, EVENTS_PER_APPEND / 2) }, () => this.order()).flat();
      const { position } = await patiently(() => this.store.append(STREAM, this.appended - 1, events));
      this.appended += events.length;
      this.last = position;
    }
  }

  /** Waits until every partition of every build has passed everything sold so far. */
  async caughtUp(): Promise<void> {
    await until(
      'every partition to be at the end',
      async () => (await this.partitions.list()).every(({ position }) => position >= this.last),
      60_000,
    );
  }

  /** Where each event of the load is, in order. */
  async positions(): Promise<Position[]> {
    const positions: Position[] = [];
    while (positions.length < this.appended) {
      const page = await patiently(() => this.store.read(STREAM, positions.length, EVENTS_PER_APPEND));
      positions.push(...page.map(({ position }) => position));
    }
    return positions;
  }

  /** The builds of the days' sales, each as its documents have it. */
  async shown(): Promise<Readonly<Record<string, Readonly<Record<string, Sales>>>>> {
    const builds = (await this.builds.list()).filter(({ model }) => model === SALES_BY_DAY);
    const entries = builds.map(async ({ id, database }) => {
      const days = await this.mongo.database(database).collection(id).find().toArray();
      const sales = days.map(({ businessDay, orders, revenue, delivered }) => [
        String(businessDay),
        { orders: Number(orders), revenue: Number(revenue), delivered: Number(delivered) },
      ]);
      return [id, Object.fromEntries(sales) as Record<string, Sales>] as const;
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  get expected(): Readonly<Record<string, Sales>> {
    return Object.fromEntries(this.sold);
  }

  /** Every document of every build, as it is stored. */
  async everything(): Promise<unknown> {
    const builds = await this.builds.list();
    return Promise.all(
      builds.map(async ({ id, database }) => [
        id,
        await this.mongo.database(database).collection(id).find().sort({ _id: 1 }).toArray(),
      ]),
    );
  }

  async stop(): Promise<void> {
    for (const worker of this.workers) worker.thaw();
    await Promise.all(this.workers.map((worker) => worker.stop()));
    await Promise.all([this.store.close(), this.mongo.close()]);
    await Promise.all(this.engines.map((engine) => engine.stop()));
  }

  private order(): NewEvent[] {
    const orderId = ++this.orders;
    const businessDay = `2026-01-${String(1 + (orderId % 28)).padStart(2, '0')}`;
    const total = 100 * orderId;
    const ids = { orderId, storeId: STORE, customerId: `customer:c${orderId % 100}` };
    const { orders, revenue, delivered } = this.sold.get(businessDay) ?? { orders: 0, revenue: 0, delivered: 0 };
    this.sold.set(businessDay, { orders: orders + 1, revenue: revenue + total, delivered: delivered + 1 });
    const line = { lineId: 1, menuId: 1, revision: 1, menuName: 'pizza', quantity: 1, unitPrice: total, options: [] };
    const received = { ...ids, cartId: orderId, paymentId: orderId, lines: [line], paidAt: '2026-01-01T10:00:00.000Z' };
    return [
      newEvent('OrderReceived', { ...received, total, businessDay }),
      newEvent('DeliveryCompleted', { ...ids, total, businessDay, secondsFromPaid: 60 }),
    ];
  }
}

/** A machine that is busy is no failure: what was not answered in time is asked again. */
const patiently = async <T>(call: () => Promise<T>): Promise<T> => {
  for (;;)
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof EngineUnavailable)) throw error;
    }
};

const newEvent = (type: string, data: object): NewEvent => {
  const id = randomUUID();
  const ids = { $correlationId: id, $causationId: id, commandId: id };
  const metadata = { ...ids, actor: SYSTEM, occurredAt: new Date().toISOString(), schemaVersion: 1 };
  return { id, event: { type, data }, metadata };
};
