import { upcast } from '@doremi/domain';
import { type DomainEvent, EngineUnavailable } from '@doremi/event-sourcing';
import { type ParkedDeliveries, parkedDeliveriesOn } from '@doremi/event-store';
import { describedOf, heldToContract, inProcess, type InProcess } from '@doremi/http/testing';
import { mountOperator, parkedRoutes } from '@doremi/http';
import { withEventStore } from '@doremi/event-store/testing';
import { eventually, newEvent } from '@doremi/event-sourcing/testing';
import { silentLog } from '@doremi/process/testing';
import { afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import { parkedDeliveries } from './operator.routes.js';
import { parkedDeliveriesOf } from './parked-deliveries.js';
import { policy } from './policy.js';

const engine = withEventStore(upcast);
let deliveries: ParkedDeliveries;
beforeAll(() => {
  deliveries = parkedDeliveriesOn(engine.connection);
});

describe('parked messages of policies', () => {
  let server: InProcess;
  let asDocumented: () => void;
  let tests = 0;
  let name: string;
  /** What a reaction does, and to which events there was one. */
  let reacting: () => Promise<void>;
  let reacted: unknown[];

  const park = async (count: number): Promise<void> => {
    const type = `Moved${tests}`;
    const events = Array.from({ length: count }, (_, n) => newEvent({ type, data: { n } }));
    await engine.store.append(`stream-${name}`, -1, events);
    let taken = 0;
    for await (const delivery of engine.store.consume(name, [type], new AbortController().signal)) {
      await delivery.park('it broke');
      if (++taken === count) break;
    }
    await eventually(async () => (await deliveries.list(name)).length === count);
  };

  const ask = async (method: string, path = '') => {
    const response = await fetch(`${server.url}/ops/policies/parked${path}`, { method });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };

  beforeEach(() => {
    name = `moveOn${++tests}`;
    reacted = [];
    reacting = () => Promise.resolve();
    const moveOn = policy<DomainEvent>({ name, whenever: { Moved: () => [] } });
    const reactTo = async (_: unknown, { data }: DomainEvent) => {
      reacted.push(data);
      await reacting();
    };
    const parked = parkedDeliveriesOf({ deliveries, policies: [moveOn], reactTo, log: silentLog });
    const app = express();
    const routes = parkedRoutes('/ops/policies/parked', parked, parkedDeliveries);
    asDocumented = heldToContract(app, describedOf(routes));
    mountOperator(app, routes);
    server = inProcess(app);
  });
  afterEach(() => {
    server.stop();
    asDocumented();
  });

  test('are listed, and shown with the event', async () => {
    await park(1);
    const id = `policies:${name}:0`;
    const { body } = await ask('GET');
    expect(body.parked).toEqual([expect.objectContaining({ id, of: name, type: `Moved${tests}`, reason: 'it broke' })]);
    expect(await ask('GET', `/${encodeURIComponent(id)}`)).toMatchObject({
      status: 200,
      body: { id, event: { type: `Moved${tests}`, data: { n: 0 } } },
    });
  });

  test('a retry reacts to that event and no other, and then it is gone', async () => {
    await park(3);
    const { body } = await ask('GET', `/policies:${name}:1`);
    expect(await ask('POST', `/policies:${name}:1/retry`)).toMatchObject({ status: 200, body: { outcome: 'DONE' } });
    expect(reacted).toEqual([(body.event as DomainEvent).data]);
    const left = ((await ask('GET')).body.parked as { id: string }[]).map(({ id }) => id);
    expect(left).toEqual([`policies:${name}:0`, `policies:${name}:2`]);
  });

  test('one whose retry fails stays, and says why; one that has to wait for an engine stays too', async () => {
    await park(1);
    reacting = () => Promise.reject(new Error('still broken'));
    const path = `/policies:${name}:0/retry`;
    expect(await ask('POST', path)).toMatchObject({
      status: 409,
      body: { code: 'RETRY_FAILED', detail: 'still broken' },
    });
    reacting = () => Promise.reject(new EngineUnavailable('away'));
    expect(await ask('POST', path)).toMatchObject({ status: 503, body: { code: 'ENGINE_UNAVAILABLE' } });
    expect((await ask('GET')).body.parked).toHaveLength(1);
  });

  test('a condition that means nothing here is refused before anything is done', async () => {
    await park(1);
    const response = await fetch(`${server.url}/ops/policies/parked/policies:${name}:0/retry`, {
      method: 'POST',
      headers: { 'If-Match': '"3"' },
    });
    expect([response.status, await response.json()]).toMatchObject([400, { code: 'IF_MATCH_INVALID' }]);
    expect(reacted).toEqual([]);
  });

  test('a skip is recorded as done, without any reaction', async () => {
    await park(1);
    expect(await ask('POST', `/policies:${name}:0/skip`)).toMatchObject({ status: 200, body: { outcome: 'DONE' } });
    expect(reacted).toEqual([]);
    expect((await ask('GET')).body.parked).toEqual([]);
  });

  test('what nobody knows is 404', async () => {
    for (const path of ['/policies:nobody:0/retry', `/policies:${name}:7/skip`, '/nonsense/skip'])
      expect(await ask('POST', path)).toMatchObject({ status: 404, body: { code: 'PARKED_NOT_FOUND' } });
  });

  test('what is badly encoded is 400', async () => {
    expect(await ask('GET', '/%ZZ')).toMatchObject({ status: 400, body: { code: 'REQUEST_INVALID' } });
  });
});
