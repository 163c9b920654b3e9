import { status } from '@grpc/grpc-js';
import { orderStream } from '@doremi/domain';
import { identifyBearer, TestIssuer } from '@doremi/http/testing';
import type { Problem } from '@doremi/http';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Aggregates } from '../aggregates.js';
import { answering, withCommandApi } from '../testing/command-api.js';
import { onStandIns } from '../testing/on-stand-ins.js';
import type { Ended } from '../testing/grpc-client.js';
import { withGrpcDoors, type TestDoor } from '../testing/grpc-door.js';
import { ORDERS } from '../testing/grpc-services.js';
import { allowedFrom } from './order.decider.js';
import { orderRoutes } from './order.routes.js';
import type { Sealing } from '../personal/sealing.js';

const api = withCommandApi(answering, onStandIns());
const open = withGrpcDoors(api.personal);
const alice = { 'X-Actor': 'customer:alice' };
const here = { 'x-actor': 'store:2002' };

let door: TestDoor;
beforeAll(async () => {
  door = await open(api.store);
  await api.done(201, 'POST', '/stores', { storeId: 2002, storeName: 'Doremi' });
  await api.done(200, 'PUT', '/stores/2002/settings', { autoAccept: false });
});

const received = async (): Promise<number> => {
  const cartId = await api.filledCart(2002, 150.5, alice);
  await api.done(201, 'POST', `/mycart/${cartId}/order`, undefined, alice);
  return cartId;
};
const typesOf = async (orderId: number) => (await api.store.read(orderStream(orderId))).map(({ type }) => type);

const problemOf = ({ trailers }: Ended): Problem => JSON.parse(String(trailers.get('problem-bin')[0])) as Problem;
const codeOf = ({ status, trailers }: Ended) => ({ status, code: trailers.get('code')[0] });

/** Each method with what it brings, the same over HTTP, and the status that it leads to; in the order of a busy day. */
const steps: [method: string, content: object, path: (id: number | string) => string, status: string][] = [
  ['Accept', { minutes: 30 }, (id) => `/myorder/${id}/accept`, 'ACCEPTED'],
  ['StartCooking', {}, (id) => `/myorder/${id}/cooking/start`, 'COOKING'],
  ['CompleteCooking', {}, (id) => `/myorder/${id}/cooking/complete`, 'READY'],
  ['Recall', { reason: 'burnt' }, (id) => `/myorder/${id}/recall`, 'COOKING'],
  ['Dispatch', { courier: 'Kim' }, (id) => `/myorder/delivery/${id}`, 'DELIVERING'],
  ['FailDelivery', { reason: 'nobody there' }, (id) => `/myorder/delivery/${id}/fail`, 'DELIVERY_FAILED'],
  ['Dispatch', {}, (id) => `/myorder/delivery/${id}`, 'DELIVERING'],
  ['CompleteDelivery', {}, (id) => `/myorder/delivery/${id}/complete`, 'COMPLETED'],
];

/** What HTTP answers with null is missing here. */
const said = (body: object): object => Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));

describe('an order', () => {
  test('is cooked, recalled, sent out, sent out again, and delivered', async () => {
    const orderId = await received();
    for (const [method, content, , reached] of steps) {
      const answer = await door.call(method, { orderId, ...content }, here);
      expect([method, answer.status, answer.message.status]).toEqual([method, status.OK, reached]);
    }
    expect(await typesOf(orderId)).toEqual([
      ...['OrderReceived', 'OrderAccepted', 'CookingStarted', 'CookingCompleted', 'CookingRecalled'],
      ...['CookingCompleted', 'DeliveryStarted', 'DeliveryFailed', 'DeliveryStarted', 'DeliveryCompleted'],
    ]);
  });

  test('is answered in the words of HTTP, and what was done through one door is not done again through the other', async () => {
    const orderId = await received();
    const keyed = (index: number) => ({ 'Idempotency-Key': `step-${orderId}-${index}`, 'X-Actor': 'store:2002' });
    const answers: unknown[] = [];
    for (const [index, [method, content]] of steps.entries())
      answers.push((await door.call(method, { orderId, ...content }, keyed(index))).message);
    const before = await typesOf(orderId);
    for (const [index, [, content, path]] of steps.entries())
      expect(said(await api.done(200, 'POST', path(orderId), content, keyed(index)))).toEqual(answers[index]);
    expect(await typesOf(orderId)).toEqual(before);
  });

  test('is cancelled by its customer, once, whichever door the repetition comes to', async () => {
    const orderId = await received();
    const asking = { ...alice, 'Idempotency-Key': `cancel-${orderId}` };
    const reason = 'hungry no more';
    const first = await door.call('Cancel', { orderId, reason }, asking);
    expect(first.message).toMatchObject({ status: 'CANCELLED', customerId: 'customer:alice', total: 150.5 });
    expect((await door.call('Cancel', { orderId, reason }, asking)).message).toEqual(first.message);
    expect(said(await api.done(200, 'POST', `/myorder/${orderId}/cancel`, { reason }, asking))).toEqual(first.message);
    const other = await door.call('Cancel', { orderId, reason: 'another' }, asking);
    expect(codeOf(other)).toEqual({ status: status.INVALID_ARGUMENT, code: 'IDEMPOTENCY_KEY_REUSED' });
  });

  test('is refused by its store before it is accepted, and told until when it had to answer', async () => {
    const orderId = await received();
    const refused = await door.call('Refuse', { orderId, reason: 'no cheese left' }, here);
    const { status, acceptBy, acceptedAt } = refused.message as Record<string, unknown>;
    expect({ status, acceptBy, acceptedAt }).toEqual({
      status: 'CANCELLED',
      acceptBy: expect.any(String),
      acceptedAt: undefined,
    });
  });

  test('says whom it is for to its store, until that is erased', async () => {
    const orderId = await api.filledCart(2002, 150.5, alice);
    const personal = { contact: { name: 'Alice Liddell', phone: '276150' }, note: 'ring twice' };
    const address = { line1: 'Christ Church', city: 'Oxford' };
    const fulfilment = { type: 'DELIVERY', ...personal, address };
    await api.done(200, 'PUT', `/mycart/${orderId}/fulfilment`, fulfilment, alice);
    await api.done(201, 'POST', `/mycart/${orderId}/order`, undefined, alice);
    const accepted = await door.call('Accept', { orderId, minutes: 30 }, here);
    expect(accepted.message.fulfilment).toEqual({ type: 'DELIVERY', personal: { ...personal, address } });
    api.keys.isAway = true;
    const cooking = await door.call('StartCooking', { orderId }, here);
    api.keys.isAway = false;
    expect(cooking.message.fulfilment).toEqual({ type: 'DELIVERY', unavailable: true });
    const erasure = { customerId: alice['X-Actor'], now: true };
    await api.done(202, 'POST', '/customers/erasures', erasure, { 'X-Actor': 'operator' });
    const recalled = await door.call('CompleteCooking', { orderId }, here);
    expect(recalled.message.fulfilment).toEqual({ type: 'DELIVERY', erased: true });
  });

  test('keeps who asked, the correlation id and the trace in its events', async () => {
    const orderId = await received();
    const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
    const answer = await door.call('StartCooking', { orderId }, { ...here, 'x-correlation-id': 'a-call', traceparent });
    expect(answer.headers.get('x-correlation-id')).toEqual(['a-call']);
    expect((await api.store.read(orderStream(orderId))).at(-1)).toMatchObject({
      position: answer.headers.get('x-event-position')[0],
      metadata: { $correlationId: 'a-call', traceparent, actor: { sub: 'store:2002' } },
    });
  });
});

describe('a refusal', () => {
  test('of a step that is not the next says the state and what is allowed', async () => {
    const orderId = await received();
    const early = await door.call('CompleteDelivery', { orderId }, here);
    expect(codeOf(early)).toEqual({ status: status.FAILED_PRECONDITION, code: 'ORDER_STEP_NOT_ALLOWED' });
    expect(problemOf(early)).toMatchObject({ currentStatus: 'RECEIVED', allowed: allowedFrom.RECEIVED });
    const { body } = await api.call('POST', `/myorder/delivery/${orderId}/complete`);
    expect(problemOf(early)).toEqual(body);
  });

  const none: Record<string, string> = {};
  test.each<[string, object, Record<string, string>, status, string]>([
    ['StartCooking', { orderId: 999 }, none, status.NOT_FOUND, 'ORDER_NOT_FOUND'],
    ['StartCooking', {}, none, status.INVALID_ARGUMENT, 'FIELDS_INVALID'],
    ['StartCooking', { orderId: -1 }, none, status.INVALID_ARGUMENT, 'FIELDS_INVALID'],
    ['StartCooking', { orderId: 2 ** 62 }, none, status.INVALID_ARGUMENT, 'FIELDS_INVALID'],
    ['Recall', { orderId: 1 }, none, status.INVALID_ARGUMENT, 'FIELDS_INVALID'],
    ['Cancel', { orderId: 1, reason: ' ' }, none, status.INVALID_ARGUMENT, 'FIELDS_INVALID'],
    ['FailDelivery', { orderId: 1, reason: '\0' }, none, status.INVALID_ARGUMENT, 'FIELDS_INVALID'],
    ['Dispatch', { orderId: 1, courier: '' }, none, status.INVALID_ARGUMENT, 'FIELDS_INVALID'],
    ['StartCooking', Buffer.from([0x08]), none, status.INVALID_ARGUMENT, 'REQUEST_INVALID'],
    ['StartCooking', { orderId: 1 }, { 'x-actor': 'chef' }, status.INVALID_ARGUMENT, 'ACTOR_INVALID'],
    [
      'StartCooking',
      { orderId: 1 },
      { 'idempotency-key': 'short' },
      status.INVALID_ARGUMENT,
      'IDEMPOTENCY_KEY_INVALID',
    ],
    ['StartCooking', { orderId: 1 }, { 'x-actor': 'customer:alice' }, status.PERMISSION_DENIED, 'FORBIDDEN'],
    ['Cancel', { orderId: 1, reason: 'x' }, { 'x-actor': 'admin' }, status.PERMISSION_DENIED, 'FORBIDDEN'],
  ])('of %s %j as %j is %i %s, and nothing happened', async (method, message, metadata, expected, code) => {
    const before = await api.store.end();
    const refused = await door.call(method, message, { 'x-correlation-id': 'refused', ...metadata });
    expect(codeOf(refused)).toEqual({ status: expected, code });
    expect(refused.trailers.get('x-correlation-id')).toEqual(['refused']);
    expect(refused.trailers.get('retry-after')).toEqual([]);
    expect(await api.store.end()).toBe(before);
  });

  test('of a field names it', async () => {
    const refused = await door.call('Recall', { orderId: 1 });
    expect(problemOf(refused)).toMatchObject({ errors: [{ field: 'reason', code: 'MISSING' }] });
  });

  test('of what is another store’s does not say that it is there', async () => {
    const orderId = await received();
    const other = await door.call('StartCooking', { orderId }, { 'x-actor': 'store:2001' });
    expect(codeOf(other)).toEqual({ status: status.NOT_FOUND, code: 'ORDER_NOT_FOUND' });
  });
});

describe('where people sign in', () => {
  let issuer: TestIssuer;
  let guarded: TestDoor;
  beforeAll(async () => {
    issuer = await TestIssuer.start();
    guarded = await open(api.store, { identify: identifyBearer(issuer.settings) });
  });
  afterAll(() => issuer.goAway());
  const bearer = async (claims: Record<string, unknown>) => ({ authorization: `Bearer ${await issuer.token(claims)}` });
  const store = { sub: 'kim', roles: ['store'], storeId: 2002 };

  test('a store’s token opens what HTTP opens to it', async () => {
    const orderId = await received();
    const answer = await guarded.call('StartCooking', { orderId }, await bearer(store));
    expect(answer).toMatchObject({ status: status.OK, message: { status: 'COOKING' } });
    const elsewhere = await guarded.call('CompleteCooking', { orderId }, await bearer({ ...store, storeId: 2001 }));
    expect(codeOf(elsewhere)).toEqual({ status: status.NOT_FOUND, code: 'ORDER_NOT_FOUND' });
  });

  test.each<[string, () => Promise<Record<string, string>>, status, string]>([
    ['nobody', () => Promise.resolve({}), status.UNAUTHENTICATED, 'UNAUTHENTICATED'],
    ['somebody played', () => Promise.resolve(here), status.UNAUTHENTICATED, 'UNAUTHENTICATED'],
    ['a bad token', () => Promise.resolve({ authorization: 'Bearer a.b.c' }), status.UNAUTHENTICATED, 'TOKEN_INVALID'],
    ['a customer', () => bearer({}), status.PERMISSION_DENIED, 'FORBIDDEN'],
  ])('%s is kept out', async (_, metadata, expected, code) => {
    const kept = await guarded.call('StartCooking', { orderId: 1 }, await metadata());
    expect(codeOf(kept)).toEqual({ status: expected, code });
  });
});

test('there is a method for each order route, and a status for each of the decider’s', () => {
  const routes = orderRoutes({} as Aggregates, {} as Sealing).map(({ path }) => path);
  const others = ['/myorder/:orderId/cancel', '/myorder/:orderId/refuse'];
  expect([...new Set(steps.map(([, , path]) => path(':orderId'))), ...others].sort()).toEqual(routes.sort());
  expect(Object.keys(ORDERS).sort()).toEqual(
    [...new Set([...steps.map(([method]) => method), 'Cancel', 'Refuse'])].sort(),
  );
  const { type } = ORDERS.StartCooking?.responseType as unknown as {
    type: { enumType: { value: { name: string }[] }[] };
  };
  const named = type.enumType[0]?.value.map(({ name }) => name);
  const statuses = Object.keys(allowedFrom).filter((name) => name !== 'NONE');
  expect(named?.toSorted()).toEqual(['STATUS_UNSPECIFIED', ...statuses].sort());
});
