import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { startEventStore } from '@doremi/embedded-eventstore';
import { startMongo } from '@doremi/embedded-mongo';
import { freePorts, listedProcesses } from '@doremi/start';
import { System } from '../whole-system.js';
import { steps } from '../walk/steps.js';
import { walk } from '../walk/walk.js';

describe('npm start with engines that are not there yet', () => {
  let system: System;
  let eventStorePort: number;
  let mongoPort: number;
  const stops: (() => Promise<void>)[] = [];
  const waitingFor = () => ({
    eventStore: `waiting for EventStoreDB (EVENTSTORE_URL, 127.0.0.1:${eventStorePort})`,
    mongo: `waiting for MongoDB (MONGODB_URL, 127.0.0.1:${mongoPort})`,
  });

  beforeEach(async () => {
    [eventStorePort = 0, mongoPort = 0] = await freePorts(2);
    system = await System.begin({
      EVENTSTORE_URL: `esdb://admin:changeit@127.0.0.1:${eventStorePort}?tls=false`,
      MONGODB_URL: `mongodb://127.0.0.1:${mongoPort}/doremi`,
    });
  });
  afterEach(async () => {
    await system.remove();
    for (const stop of stops.splice(0)) await stop();
  });

  test('waits for them, says for which and where again and again, and goes on when they come', async () => {
    await system.untilSaid(waitingFor().eventStore, 2);
    await system.untilSaid(waitingFor().mongo, 2);
    const eventStore = await startEventStore({ port: eventStorePort, dataDir: null });
    stops.push(() => eventStore.stop());
    const before = system.output.split(waitingFor().mongo).length - 1;
    await system.untilSaid(waitingFor().mongo, before + 1);
    expect(system.output).not.toContain('Doremi is ready');
    const mongo = await startMongo({ port: mongoPort, dataDir: null });
    stops.push(() => mongo.stop());
    await system.untilReady();
    expect(system.output).not.toContain('changeit');
    const faults: string[] = [];
    for await (const result of walk(system.url, steps)) faults.push(...result.faults);
    expect(faults).toEqual([]);
  }, 120_000);

  test('ends at once on Ctrl-C while it waits, and leaves nothing behind', async () => {
    await system.untilSaid(waitingFor().eventStore);
    const pids = listedProcesses(system.dataDir).map(({ pid }) => pid);
    expect(pids.length).toBeGreaterThan(5);
    const startedAt = Date.now();
    expect(await system.interrupt()).toBe(0);
    expect(Date.now() - startedAt).toBeLessThan(10_000);
    for (const pid of pids) expect(() => process.kill(pid, 0)).toThrow();
    expect(listedProcesses(system.dataDir)).toEqual([]);
  }, 90_000);
});
