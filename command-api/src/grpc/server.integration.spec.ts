import { once } from 'node:events';
import { Client, credentials, logVerbosity, setLogVerbosity, status, type ClientDuplexStream } from '@grpc/grpc-js';
import { loadSync, type ServiceDefinition } from '@grpc/proto-loader';
import { EngineUnavailable, type EventStore } from '@doremi/event-sourcing';
import { AdmissionControl } from '@doremi/http';
import { eventually } from '@doremi/event-sourcing/testing';
import { describe, expect, test } from '@jest/globals';
import { withGrpcDoors, type TestDoor } from '../testing/grpc-door.js';
import { HEALTH, ORDERS } from '../testing/grpc-services.js';

const open = withGrpcDoors();
const start = { orderId: 1 };

/** An event store that does this when it is read, and nothing else. */
const reading = (read: () => Promise<never[]>): EventStore => ({ read }) as unknown as EventStore;

/** An event store whose reads wait until they are let go. */
const held = () => {
  const waiting: (() => void)[] = [];
  const store = reading(() => new Promise((resolve) => waiting.push(() => resolve([]))));
  return { store, waiting, letGo: () => waiting.forEach((go) => go()) };
};

describe('a call', () => {
  test('is told when the event store is away, and when to come again', async () => {
    const { call, faults } = await open(reading(() => Promise.reject(new EngineUnavailable('away'))));
    const { status: ended, trailers } = await call('CompleteCooking', start);
    expect([ended, trailers.get('code'), trailers.get('retry-after')]).toEqual([
      status.UNAVAILABLE,
      ['ENGINE_UNAVAILABLE'],
      ['1'],
    ]);
    expect(faults).toEqual([]);
  });

  test('is told so when its answer takes too long, and waits no longer', async () => {
    const { call } = await open(held().store, { answerWithin: 50 });
    const { status: ended, trailers } = await call('CompleteCooking', start);
    expect([ended, trailers.get('code')]).toEqual([status.UNAVAILABLE, ['ENGINE_UNAVAILABLE']]);
  });

  test('is told nothing of a fault, which somebody else hears of', async () => {
    const fault = new Error('password is 123');
    const { call, faults } = await open(reading(() => Promise.reject(fault)));
    const ended = await call('CompleteCooking', start);
    expect([ended.status, ended.trailers.get('code')]).toEqual([status.INTERNAL, ['INTERNAL_ERROR']]);
    expect(JSON.stringify([ended.details, ended.trailers.toJSON()])).not.toMatch(/password|stack/);
    expect(String(ended.trailers.get('problem-bin')[0])).not.toMatch(/password|stack/);
    expect(faults).toEqual([fault]);
  });

  test('is turned away when there is too much to do, and gives up its place when it is over', async () => {
    const { store, waiting, letGo } = held();
    const admission = new AdmissionControl({ atOnce: 1, waiting: 0, waitMs: 1 });
    const { call } = await open(store, { admission });
    const first = call('CompleteCooking', start);
    await eventually(() => waiting.length === 1);
    const { status: ended, trailers } = await call('CompleteCooking', { orderId: 2 });
    expect([ended, trailers.get('code'), trailers.get('retry-after')]).toEqual([
      status.UNAVAILABLE,
      ['OVERLOADED'],
      ['1'],
    ]);
    expect(admission.state).toEqual({ inside: 1, waiting: 0, turnedAway: 1 });
    letGo();
    expect((await first).status).toBe(status.NOT_FOUND);
    expect(admission.state.inside).toBe(0);
  });

  test('that nobody waits for any more gives up its place, and does no harm when it is over', async () => {
    const { store, waiting, letGo } = held();
    const admission = new AdmissionControl({ atOnce: 1, waiting: 0, waitMs: 1 });
    const { client, call, faults } = await open(store, { admission });
    const left = await client.call(ORDERS, 'CompleteCooking', start, {}, 300);
    expect([left.status, waiting.length]).toEqual([status.DEADLINE_EXCEEDED, 1]);
    await eventually(() => admission.state.inside === 0);
    letGo();
    const next = call('CompleteCooking', { orderId: 2 });
    await eventually(() => waiting.length === 2);
    letGo();
    expect([(await next).status, faults]).toEqual([status.NOT_FOUND, []]);
  });

  test('that is under way when the door closes is answered, and nothing comes in after it', async () => {
    const { store, waiting, letGo } = held();
    const door = await open(store);
    const watching = watch(door);
    await eventually(() => watching.said.length > 0);
    const first = door.call('CompleteCooking', start);
    await eventually(() => waiting.length === 1);
    door.stopping.abort();
    const closed = door.close();
    letGo();
    expect((await first).status).toBe(status.NOT_FOUND);
    await closed;
    await eventually(() => watching.ended !== '');
    expect([watching.said.at(-1), watching.ended]).toEqual(['NOT_SERVING', 'end']);
    expect((await door.call('CompleteCooking', start)).status).toBe(status.UNAVAILABLE);
  });
});

/** Watches the health of the whole, as a load balancer does. */
const watch = ({ port }: TestDoor) => {
  const said: string[] = [];
  const state = { said, ended: '' };
  const { path, requestSerialize, responseDeserialize } = HEALTH.Watch ?? fail();
  const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  const stream = client.makeServerStreamRequest(
    path,
    requestSerialize,
    (bytes) => responseDeserialize(bytes) as { status: string },
    { service: '' },
  );
  stream.on('data', ({ status: now }: { status: string }) => said.push(now));
  for (const event of ['end', 'error'])
    stream.once(event, () => {
      state.ended ||= event;
      client.close();
    });
  return state;
};

const fail = (): never => {
  throw new Error('there is no such method');
};

describe('health', () => {
  test('is that of the process, for the whole and for the service', async () => {
    let isReady = false;
    const door = await open(held().store, { ready: () => Promise.resolve({ ready: isReady, parts: {} }) });
    const healthOf = async (service: string) => (await door.client.call(HEALTH, 'Check', { service })).message.status;
    const names = ['', 'doremi.orders.v1.Orders'];
    expect(await Promise.all(names.map(healthOf))).toEqual(['NOT_SERVING', 'NOT_SERVING']);
    isReady = true;
    for (const name of names) await eventually(async () => (await healthOf(name)) === 'SERVING');
    door.stopping.abort();
    expect(await Promise.all(names.map(healthOf))).toEqual(['NOT_SERVING', 'NOT_SERVING']);
    const unknown = await door.client.call(HEALTH, 'Check', { service: 'doremi.nothing' });
    expect(unknown.status).toBe(status.NOT_FOUND);
  });
});

interface Reflected {
  readonly listServicesResponse?: { readonly service: readonly { readonly name: string }[] };
  readonly fileDescriptorResponse?: { readonly fileDescriptorProto: readonly Buffer[] };
}

describe('reflection', () => {
  const file = new URL(
    '../../../node_modules/@grpc/reflection/build/proto/grpc/reflection/v1/reflection.proto',
    import.meta.url,
  );
  const reflection = loadSync(file.pathname)['grpc.reflection.v1.ServerReflection'] as ServiceDefinition;

  test('lists the services, and describes the methods and fields of the file', async () => {
    const { port } = await open(held().store);
    const { path, requestSerialize, responseDeserialize } = reflection.ServerReflectionInfo ?? fail();
    const client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
    const stream: ClientDuplexStream<object, Reflected> = client.makeBidiStreamRequest(
      path,
      requestSerialize,
      (bytes) => responseDeserialize(bytes) as Reflected,
    );
    const ask = async (question: object): Promise<Reflected> => {
      stream.write(question);
      return ((await once(stream, 'data')) as [Reflected])[0];
    };
    const { listServicesResponse } = await ask({ listServices: '' });
    const names = listServicesResponse?.service.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['doremi.orders.v1.Orders', 'grpc.health.v1.Health']));
    const { fileDescriptorResponse } = await ask({ fileContainingSymbol: 'doremi.orders.v1.Orders' });
    const described = String(fileDescriptorResponse?.fileDescriptorProto.map(String));
    for (const word of ['StartCooking', 'FailDelivery', 'order_id', 'unit_price']) expect(described).toContain(word);
    stream.end();
    client.close();
  });
});

test('a port that is taken is a fault at start', async () => {
  const { port } = await open(held().store);
  setLogVerbosity(logVerbosity.NONE);
  await expect(open(held().store, { port })).rejects.toThrow();
});
