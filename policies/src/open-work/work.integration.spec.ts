import { type OpenWork, openWorkModel, type PaymentView, paymentsModel, upcast } from '@doremi/domain';
import { type Delivery, EngineUnavailable, liveOf, modelId, positionOf, type ReadModel } from '@doremi/event-sourcing';
import { eventually, newEvent } from '@doremi/event-sourcing/testing';
import { groupBacklogsOn } from '@doremi/event-store';
import { withEventStore } from '@doremi/event-store/testing';
import { mountOperator } from '@doremi/http';
import { describedOf, heldToContract, inProcess, type InProcess } from '@doremi/http/testing';
import type { ReadSide } from '@doremi/read-models';
import { readModelsOnMongo } from '@doremi/read-models/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { InHand } from './in-hand.js';
import { openWorkIn } from './open-work.js';
import { type Work, workRoutes } from './work.routes.js';

const engine = withEventStore(upcast);
let mongo: Awaited<ReturnType<typeof readModelsOnMongo>>;
let readSide: ReadSide;
let server: InProcess;
let asDocumented: () => void;
let work: Work;
beforeAll(async () => {
  mongo = await readModelsOnMongo();
  readSide = mongo.open(mongo.announcements);
});
afterAll(async () => {
  readSide.close();
  await mongo.engine.stop();
});
beforeEach(() => {
  work = {
    policies: [],
    openWork: () => Promise.resolve([]),
    backlogOf: groupBacklogsOn(engine.connection),
    inHand: new InHand(),
    parked: { list: () => Promise.resolve([]) },
    erasures: () => ({ waiting: 0, oldestSince: null }),
  };
  const app = express();
  const routes = workRoutes({
    policies: ['moveOn'],
    openWork: () => work.openWork(),
    backlogOf: (group) => work.backlogOf(group),
    inHand: { oldestOf: (group) => work.inHand.oldestOf(group) },
    parked: { list: () => work.parked.list() },
    erasures: () => work.erasures(),
  });
  asDocumented = heldToContract(app, describedOf(routes));
  mountOperator(app, routes);
  server = inProcess(app);
});
afterEach(() => {
  server.stop();
  asDocumented();
});

const told = async () => (await (await fetch(`${server.url}/ops/policies`)).json()) as Record<string, unknown>;

const fill = async <Document extends object>(model: ReadModel<Document>, documents: Record<string, Document>) => {
  const { builds, documentsOf } = mongo.store();
  await builds.ensure(model, 1);
  const build = liveOf(await builds.list(), modelId(model));
  if (!build) throw new Error(`${model.name} has no live build`);
  await builds.markBuilt(build);
  const position = positionOf(1n, 1n);
  const writes = Object.entries(documents).map(([key, document]) => ({ key, document, position, was: null }));
  await documentsOf(build).write(writes);
};

const minute = (past: number) => `2026-03-01T10:${String(past).padStart(2, '0')}:00.000Z`;

const aWork = (cartId: number, more: Partial<OpenWork>): OpenWork => ({
  ...{ cartId, storeId: 2002, attempt: null, refunds: [], owed: [], kept: 0, holds: [], places: [], ordered: null },
  ...{ acceptBy: null, idleSince: null, open: true },
  ...more,
});

const aPayment = (paymentId: number, more: Partial<PaymentView>): PaymentView => ({
  ...{ paymentId, cartId: paymentId, storeId: 2002, customerId: 'alice', businessDay: '2026-03-01', amount: 15_000 },
  ...{ currency: null, tax: null, refunded: 0, status: 'APPROVED', attempts: [], refunds: [] },
  ...{ requestedAt: minute(1), updatedAt: minute(2) },
  ...more,
});

const aRefund = (status: 'REQUESTED' | 'FAILED', at: string): PaymentView['refunds'][number] => ({
  ...{ refundId: at, attempt: 1, amount: 5_000, reason: 'cold', net: null, tax: null, status, by: 'head', at },
  ...{ settledAt: null, code: null },
});

test('all kinds of open work, those first whose time is', async () => {
  const holds = [
    { holdId: 1, menuId: 1, expiresAt: minute(9) },
    { holdId: 2, menuId: 1, expiresAt: minute(4) },
  ];
  const works = [
    aWork(1, { holds }),
    aWork(2, { attempt: { attempt: 1, since: minute(3) } }),
    aWork(3, { refunds: ['r'] }),
    aWork(4, { kept: 5_000 }),
    aWork(5, { acceptBy: minute(20), open: false }),
    aWork(6, { acceptBy: minute(10), open: false, storeId: 2003 }),
    aWork(7, { places: [{ quarter: minute(30), attempt: 1, takenAt: minute(5) }] }),
    aWork(8, { open: false }),
  ];
  const payments = [
    aPayment(2, { status: 'UNKNOWN', updatedAt: minute(3) }),
    aPayment(3, { refunds: [aRefund('REQUESTED', minute(6))] }),
    aPayment(4, { refunds: [aRefund('FAILED', minute(7))] }),
    aPayment(8, {}),
  ];
  await fill(openWorkModel, Object.fromEntries(works.map((one) => [one.cartId, one])));
  await fill(paymentsModel, Object.fromEntries(payments.map((one) => [one.paymentId, one])));
  work = {
    ...work,
    openWork: openWorkIn(readSide),
    erasures: () => ({ waiting: 2, oldestSince: Date.parse(minute(8)) }),
  };
  const kind = (name: string, ...first: readonly (readonly [string, string, number?])[]) => ({
    ...{ kind: name, count: first.length, isAll: true },
    first: first.map(([stream, at, storeId = 2002]) => ({ stream, storeId, at })),
  });
  expect(await told()).toMatchObject({
    openWork: [
      kind('HELD_ADD', ['cart-1', minute(4)], ['cart-1', minute(9)]),
      kind('PAYMENT_OPEN', ['payment-2', minute(3)]),
      kind('PAYMENT_UNKNOWN', ['payment-2', minute(3)]),
      kind('REFUND_WAITING', ['payment-3', minute(6)]),
      kind('REFUND_FAILED', ['payment-4', minute(7)]),
      kind('ORDER_UNANSWERED', ['order-6', minute(10), 2003], ['order-5', minute(20)]),
      kind('PLACE_TAKEN', ['cart-7', minute(5)]),
    ],
    erasures: { waiting: 2, oldest: minute(8) },
  });
});

test('of more than can be counted the first are named', async () => {
  const many = Array.from({ length: 1_200 }, (_, n) => aWork(n + 1, { refunds: ['r'] }));
  const find = (query: { where?: object; limit?: number }) =>
    Promise.resolve('open' in (query.where ?? {}) ? many.slice(0, query.limit) : []);
  const all = await openWorkIn({ readModel: () => ({ find }) } as never)();
  const waiting = all.find(({ kind }) => kind === 'REFUND_WAITING');
  expect(waiting).toMatchObject({ count: 1_000, isAll: false });
  expect(waiting?.first).toHaveLength(10);
  expect(all.find(({ kind }) => kind === 'ORDER_UNANSWERED')).toMatchObject({ count: 0, isAll: true });
});

describe('the groups of policies', () => {
  test('say what waits, how old the oldest is, and what is parked', async () => {
    const inHand = new InHand();
    const message = { ...{ id: 'i', of: 'moveOn', about: 's', type: 't', stream: 's' }, reason: 'r', asked: false };
    const parked = [minute(9), minute(8)].map((parkedAt) => ({ ...message, parkedAt }));
    work = {
      ...work,
      inHand,
      parked: { list: () => Promise.resolve([...parked, { ...message, of: 'x', parkedAt: 'x' }]) },
    };
    expect((await told()).groups).toEqual([
      { policy: 'moveOn', waiting: 0, lagSeconds: 0, members: 0, parked: 2, oldestParked: minute(8) },
    ]);
    await engine.store.append('moved-1', -1, [
      newEvent({ type: 'Moved', data: {} }),
      newEvent({ type: 'Moved', data: {} }),
    ]);
    const stopping = new AbortController();
    const deliveries = inHand.watching(engine.store).consume('moveOn', ['Moved'], stopping.signal);
    const taken: Delivery[] = [];
    for await (const delivery of deliveries) {
      taken.push(delivery);
      if (taken.length === 2) break;
    }
    stopping.abort();
    // Nobody takes part any more, and what was taken is not acknowledged: it waits for the next one.
    await eventually(async () => (await work.backlogOf('moveOn')).members === 0);
    const [group] = (await told()).groups as { waiting: number; lagSeconds: number }[];
    expect(group).toMatchObject({ waiting: 2 });
    expect(group?.lagSeconds).toBeGreaterThanOrEqual(0);
  });

  test('forget what is done with, and what a lost connection had given', async () => {
    const inHand = new InHand();
    const at = newEvent({ type: 'Moved', data: {} }).metadata.occurredAt;
    const done = () => Promise.resolve();
    async function* consume(): AsyncGenerator<Delivery> {
      await done();
      for (const id of ['a', 'b'])
        yield { event: { id, metadata: { occurredAt: at } }, ack: done, park: done } as never;
    }
    const watching = inHand.watching({ consume } as never);
    const take = async (): Promise<Delivery[]> => {
      const taken = [];
      for await (const one of watching.consume('g', [], new AbortController().signal)) taken.push(one);
      return taken;
    };
    const [first, second] = await take();
    expect(inHand.oldestOf('g')).toBe(Date.parse(at));
    await first?.ack();
    await second?.park('it broke');
    expect(inHand.oldestOf('g')).toBeNull();
    expect(inHand.oldestOf('another')).toBeNull();
  });
});

test('what an engine knows that is away is null, and everything else is told', async () => {
  const away = () => Promise.reject(new EngineUnavailable('away'));
  work = { ...work, openWork: away };
  expect(await told()).toMatchObject({ openWork: null, groups: [{ policy: 'moveOn' }] });
  work = { ...work, openWork: () => Promise.resolve([]), backlogOf: away };
  expect(await told()).toMatchObject({ openWork: [], groups: null, erasures: { waiting: 0, oldest: null } });
});
