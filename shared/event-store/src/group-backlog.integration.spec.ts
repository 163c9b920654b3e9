import { EngineUnavailable } from '@doremi/event-sourcing';
import { eventually, newEvent, ofThisFile } from '@doremi/event-sourcing/testing';
import { expect, test } from '@jest/globals';
import { EventStoreConnection } from './connection/connection.js';
import { groupBacklogsOn } from './group-backlog.js';
import { withEventStore } from './testing/with-event-store.js';

const engine = withEventStore();

test('a group has what is not acknowledged behind it, and those who take part in it', async () => {
  const backlogOf = groupBacklogsOn(engine.connection);
  const group = ofThisFile('group');
  expect(await backlogOf(group)).toEqual({ waiting: 0, members: 0 });
  const type = ofThisFile('Type');
  const events = Array.from({ length: 3 }, (_, n) => newEvent({ type, data: { n } }));
  await engine.store.append(ofThisFile('stream'), -1, events);
  const stopping = new AbortController();
  let taken = 0;
  for await (const { ack } of engine.store.consume(group, [type], stopping.signal)) {
    await ack();
    if (++taken === 1) await eventually(async () => (await backlogOf(group)).waiting === 2);
    expect((await backlogOf(group)).members).toBe(1);
    if (taken === 3) break;
  }
  stopping.abort();
  await eventually(async () => {
    const { waiting, members } = await backlogOf(group);
    return waiting === 0 && members === 0;
  });
});

test('is not told while the engine is away', async () => {
  const connection = new EventStoreConnection('esdb://127.0.0.1:1?tls=false', () => ({ type: '', data: {} }), {
    ...{ silence: 200, retry: 200, call: 500, ask: 200 },
  });
  await expect(groupBacklogsOn(connection)('group')).rejects.toThrow(EngineUnavailable);
  connection.close();
});
