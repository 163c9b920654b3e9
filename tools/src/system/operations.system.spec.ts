import { until } from '@doremi/start';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { peopleAt, WITHIN } from '../testing/story.js';
import { System } from '../whole-system.js';

interface Row {
  readonly stream: string;
  readonly type: string;
  readonly position: string;
  readonly eventId: string;
  readonly causationId: string;
  readonly state: Readonly<Record<string, unknown>> | null;
}

const CONTACT = { name: 'Alice Liddell', phone: '276150' };
const ADDRESS = { line1: 'Christ Church', city: 'Oxford' };
const TEXTS = [
  'Liddell',
  '276150',
  'Christ Church',
  'Oxford',
  'rabbit',
  'nobody home',
  'Alice was cold',
  '"iv"',
  '"tag"',
];

/** What operators look at, in a system in which an order went wrong. */
describe('an operator who looks into it', () => {
  let system: System;
  const { person, text } = peopleAt(() => system.url);
  const office = person('admin');
  const store = person('store:2002');
  const alice = person('customer:alice');
  const operator = person('operator');
  const rows = async (path: string) => (await operator(200, `GET ${path}`)).items as readonly Row[];

  beforeAll(async () => {
    system = await System.start();
    await office(201, 'POST /menus', { menuName: 'pizza3', menuType: 'pizza', description: '', price: 150 });
    await store(200, 'POST /stores/2002/menus/1/approve');
    const personal = { contact: CONTACT, address: ADDRESS, note: 'mind the rabbit' };
    await alice(201, 'POST /mycart/2002/create');
    await alice(200, 'POST /mycart/1/menu/1/add');
    await alice(200, 'PUT /mycart/1/fulfilment', { type: 'DELIVERY', ...personal });
    await alice(201, 'POST /mycart/1/order', {}, { 'X-Correlation-Id': 'alice-orders' });
    await store(200, 'POST /myorder/1/cooking/start');
    await store(200, 'POST /myorder/1/cooking/complete');
    await store(200, 'POST /myorder/delivery/1', { courier: 'Kim Cheolsu' });
    await store(200, 'POST /myorder/delivery/1/fail', { reason: 'nobody home' });
    await store(200, 'POST /myorder/1/cancel', { reason: 'nobody home' }, { 'X-Correlation-Id': 'store-cancels' });
  }, WITHIN);
  afterAll(() => system.remove(), 30_000);

  test('is shown nothing personal in any timeline, and each state as it was', async () => {
    for (const stream of ['cart-1', 'order-1', 'payment-1', 'menu-1', 'store-2002', 'storeMenu-2002.1', 'chain-1']) {
      const answer = await text('operator', 200, `GET /events/timeline?stream=${stream}`);
      for (const personal of [...TEXTS, 'Cheolsu']) expect(answer).not.toContain(personal);
    }
    const timeline = await rows('/events/timeline?stream=order-1');
    expect(timeline.map(({ state }) => state?.status)).toEqual(
      expect.arrayContaining([
        'RECEIVED',
        'ACCEPTED',
        'COOKING',
        'READY',
        'DELIVERING',
        'DELIVERY_FAILED',
        'CANCELLED',
      ]),
    );
    for (const { position, state } of timeline)
      expect(await office(200, `GET /orders/1?asOf=${position}`)).toMatchObject({ status: state?.status });
    expect(await operator(404, 'GET /events/timeline?stream=snapshot-order-1')).toMatchObject({
      code: 'STREAM_NOT_FOUND',
    });
  });

  test('follows what a request led to from stream to stream', async () => {
    const path = '/events?correlationId=store-cancels';
    await until('the refund', async () => (await rows(path)).some(({ type }) => type === 'PaymentRefunded'), 20_000);
    const led = await rows(path);
    const byId = new Map(led.map((row) => [row.eventId, row]));
    const causeOf = (type: string) => byId.get(led.find((row) => row.type === type)?.causationId ?? '')?.type;
    expect(causeOf('OrderCancelled')).toBeUndefined();
    expect(causeOf('RefundRequested')).toBe('OrderCancelled');
    expect(new Set(led.map(({ stream }) => stream))).toEqual(new Set(['order-1', 'payment-1']));
  });

  test('is told what is open, and how every process, engine and breaker is', async () => {
    const { openWork, groups, erasures } = await operator(200, 'GET /ops/policies');
    expect(erasures).toEqual({ waiting: 0, oldest: null });
    expect((openWork as { count: number }[]).map(({ count }) => count)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect((groups as { members: number }[]).every(({ members }) => members === 1)).toBe(true);
    const { processes } = (await operator(200, 'GET /ops/processes')) as {
      processes: { name: string; state: string; engines: object; breakers: object[] }[];
    };
    const told = Object.fromEntries(processes.map((one) => [one.name, one]));
    expect(Object.keys(told)).toEqual(expect.arrayContaining(['gateway', 'command-api', 'policies', 'projections']));
    for (const { state } of processes) expect(state).toBe('ready');
    for (const { engines } of processes) for (const engine of Object.values(engines)) expect(engine).toBe('up');
    expect(told['command-api']?.breakers).toEqual([
      { name: 'menu-service', state: 'closed', credentialsRefused: false },
      { name: 'payment-provider', state: 'closed', credentialsRefused: false },
    ]);
    expect(JSON.stringify(await operator(200, 'GET /health/ready'))).not.toContain('engines');
  });
});
