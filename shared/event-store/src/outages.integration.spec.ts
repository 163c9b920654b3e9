import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm } from 'node:fs/promises';
import type { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { RunningEventStore } from '@doremi/embedded-eventstore';
import { ownEventStore } from '@doremi/embedded-eventstore/testing';
import { BEGINNING, EngineUnavailable, type EventStore } from '@doremi/event-sourcing';
import { eventStoreUrl } from './testing/with-event-store.js';
import { asWritten, eventually, newEvent } from '@doremi/event-sourcing/testing';
import { connectEventStore, eventStoreOn } from './event-store-db.js';
import { EventStoreConnection, LIMITS } from './connection/connection.js';

let dataDir: string;
let server: RunningEventStore;
let store: EventStore;
/** Whatever was connected to anything. */
let sockets: Socket[];
const onSocket = (message: unknown): void => void sockets.push((message as { readonly socket: Socket }).socket);

beforeEach(async () => {
  sockets = [];
  subscribe('net.client.socket', onSocket);
  dataDir = await mkdtemp(join(tmpdir(), 'doremi-outages-'));
  server = await ownEventStore({ port: 0, dataDir });
  store = connectEventStore(eventStoreUrl(server.port), asWritten);
});

afterEach(async () => {
  await store.close();
  await eventually(() => sockets.every(({ destroyed }) => destroyed));
  unsubscribe('net.client.socket', onSocket);
  await server.stop();
  await rm(dataDir, { recursive: true });
});

const numbered = (n: number) => newEvent({ type: 'Numbered', data: { n } });
const restart = async (): Promise<void> => {
  server = await ownEventStore({ port: server.port, dataDir });
};

describe.each(['esdb', 'esdb+discover'])('a connection by %s://', (scheme) => {
  test('survives any number of outages: whatever is done over it goes on after each', async () => {
    const url = `${scheme}://127.0.0.1:${server.port}?tls=false`;
    const other = eventStoreOn(new EventStoreConnection(url, asWritten, { ...LIMITS, retry: 500 }));
    const signal = new AbortController().signal;
    try {
      for (let outage = 0; outage < 3; outage++) {
        const kind = `Numbered${outage}`;
        await eventually(() => other.ping().then(() => true));
        expect((await other.append('a', outage - 1, [newEvent({ type: kind, data: {} })])).revision).toBe(outage);
        expect(await other.read('a')).toHaveLength(outage + 1);
        expect(await other.end()).not.toBeNull();
        const first = await other
          .subscribe({ after: BEGINNING, types: [kind], signal })
          [Symbol.asyncIterator]()
          .next();
        expect(first.value).toMatchObject({ kind: 'event', event: { type: kind } });
        for await (const { event, ack } of other.consume(`group-${outage}`, [kind], signal)) {
          expect(event.type).toBe(kind);
          await ack();
          break;
        }
        await server.stop();
        // Every way is tried while it is away: what each is told then must not be kept.
        const away = [
          other.append('b', -1, [numbered(0)]),
          other.read('a'),
          other.ping(),
          other.subscribe({ after: BEGINNING, signal })[Symbol.asyncIterator]().next(),
          other.consume('g', ['Numbered'], signal)[Symbol.asyncIterator]().next(),
        ];
        for (const { status } of await Promise.allSettled(away)) expect(status).toBe('rejected');
        await restart();
      }
    } finally {
      await other.close();
    }
  });
});

describe('while the event store is away', () => {
  test('every call says so within its deadline, and works again when it is back', async () => {
    await store.append('a', -1, [numbered(0)]);
    await server.stop();
    const calls = [
      store.read('a'),
      store.end(),
      store.ping(),
      store.append('a', 0, [numbered(1)]),
      store.subscribe({ after: BEGINNING, signal: new AbortController().signal })[Symbol.asyncIterator]().next(),
      store.consume('g', ['Numbered'], new AbortController().signal)[Symbol.asyncIterator]().next(),
    ];
    const asked = Date.now();
    for (const { status, reason } of (await Promise.allSettled(calls)) as PromiseRejectedResult[]) {
      expect(status).toBe('rejected');
      expect(reason).toBeInstanceOf(EngineUnavailable);
    }
    expect(Date.now() - asked).toBeLessThan(12_000);
    await restart();
    await eventually(() => store.ping().then(() => true));
    expect((await store.append('a', 0, [numbered(1)])).revision).toBe(1);
    expect(await store.read('a')).toHaveLength(2);
  });

  test('an append waits a while for it to come back, and is done once', async () => {
    await server.stop();
    const appending = store.append('a', -1, [numbered(0), numbered(1)]);
    await restart();
    expect((await appending).revision).toBe(1);
    expect(await store.read('a')).toHaveLength(2);
  });
});

describe('when the event store goes', () => {
  test('in the middle of appends: what was answered is there once, and what was not is there once or never', async () => {
    const streams = Array.from({ length: 200 }, (_, n) => `mid-${n}`);
    let answered = 0;
    const appends = streams.map(async (stream) => {
      const { revision } = await store.append(stream, -1, [numbered(0)]);
      answered++;
      return revision;
    });
    const settled = Promise.allSettled(appends);
    await eventually(() => answered > 0);
    await server.stop();
    await restart();
    const outcomes = await settled;
    await eventually(() => store.ping().then(() => true));
    for (const [index, outcome] of outcomes.entries()) {
      const { length } = await store.read(streams[index] ?? '');
      if (outcome.status === 'fulfilled') expect(length).toBe(1);
      else {
        expect(outcome.reason).toBeInstanceOf(EngineUnavailable);
        expect(length).toBeLessThanOrEqual(1);
      }
    }
  });

  test('a subscription says so, and the next one goes on behind what was taken', async () => {
    await store.append('a', -1, [numbered(0)]);
    let last = BEGINNING;
    const signal = new AbortController().signal;
    const reading = (async () => {
      for await (const item of store.subscribe({ after: BEGINNING, signal }))
        if (item.kind === 'event') last = item.event.position;
        else if (item.kind === 'caughtUp') void server.stop();
    })();
    await expect(reading).rejects.toThrow(EngineUnavailable);
    await restart();
    await eventually(() => store.ping().then(() => true));
    await store.append('a', 0, [numbered(1)]);
    for await (const item of store.subscribe({ after: last, signal })) {
      if (item.kind !== 'event') continue;
      expect(item.event.data).toEqual({ n: 1 });
      break;
    }
  });

  test('a consumer says so, and what was not acknowledged comes again', async () => {
    await store.append('a', -1, [numbered(0), numbered(1)]);
    const signal = new AbortController().signal;
    const taken: unknown[] = [];
    const consuming = (async () => {
      for await (const { event, ack } of store.consume('g', ['Numbered'], signal)) {
        taken.push(event.data);
        if (taken.length === 1) await ack();
        else void server.stop();
      }
    })();
    await expect(consuming).rejects.toThrow(EngineUnavailable);
    await restart();
    await eventually(() => store.ping().then(() => true));
    const [, second] = taken;
    for await (const { event, ack } of store.consume('g', ['Numbered'], signal)) {
      expect([{ n: 0 }, second]).toContainEqual(event.data);
      await ack();
      if ((event.data as { n: number }).n === (second as { n: number }).n) break;
    }
  });

  test('acknowledging on a connection that is gone neither hangs nor does harm', async () => {
    await store.append('a', -1, [numbered(0)]);
    for await (const { ack } of store.consume('g', ['Numbered'], new AbortController().signal)) {
      await server.stop();
      const outcomes = await Promise.allSettled(Array.from({ length: 40 }, () => ack()));
      for (const outcome of outcomes)
        if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(EngineUnavailable);
      break;
    }
    await restart();
  });
});
