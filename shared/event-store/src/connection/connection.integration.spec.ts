import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, describe, expect, test } from '@jest/globals';
import type { BatchAppendReq } from '@eventstore/db-client/generated/streams_pb.js';
import { asWritten, eventually } from '@doremi/event-sourcing/testing';
import { AppendRefused } from '../engine-faults.js';
import { EngineUnavailable, WrongExpectedRevision } from '@doremi/event-sourcing';
import { appendRequest } from './append-messages.js';
import { EventStoreConnection, LIMITS } from './connection.js';
import { streamRead } from './read-messages.js';
import {
  failed,
  notLeader,
  notReady,
  startScriptedNode,
  taken,
  type BatchCall,
  type Script,
  type ScriptedNode,
} from './testing/scripted-node.js';

const nodes: ScriptedNode[] = [];
const connections: EventStoreConnection[] = [];
afterEach(() => {
  for (const connection of connections.splice(0)) connection.close();
  for (const node of nodes.splice(0)) node.stop();
});

const startNode = async (script: Partial<Script> = {}): Promise<ScriptedNode> => {
  const node = await startScriptedNode(script);
  nodes.push(node);
  return node;
};

const connect = (url: string, limits = LIMITS): EventStoreConnection => {
  const connection = new EventStoreConnection(url, asWritten, limits);
  connections.push(connection);
  return connection;
};
const plain = ({ port }: ScriptedNode): string => `esdb://127.0.0.1:${port}?tls=false`;
const discovering = (...seeds: readonly ScriptedNode[]): string =>
  `esdb+discover://${seeds.map(({ port }) => `127.0.0.1:${port}`).join(',')}?tls=false`;

const BAKED = { id: '6f1cf1d6-9b1b-5b53-9a0e-0c5d1f0a7a11', type: 'Baked', data: {} };
const append = (connection: EventStoreConnection) => {
  const request = appendRequest('cart-1', -1, [BAKED]);
  return connection.callUntilKnown((node) => node.append(request));
};
const read = (connection: EventStoreConnection) =>
  connection.callUntilKnown((node) => node.read(streamRead({ stream: 'cart-1' })));

describe('an append', () => {
  test('is answered by what the server says, and only once where the answer is final', async () => {
    const node = await startNode();
    const connection = connect(plain(node));
    expect(await append(connection)).toMatchObject({ revision: 0 });
    const refuse = (type: string) => (request: BatchAppendReq, call: BatchCall) =>
      void call.write(failed(request, type, `event_store.client.${type}`));
    node.onAppend = refuse('WrongExpectedVersion');
    await expect(append(connection)).rejects.toThrow(WrongExpectedRevision);
    node.onAppend = refuse('MaximumAppendSizeExceeded');
    await expect(append(connection)).rejects.toThrow(AppendRefused);
    expect(node.asked()).toBe(3);
  });

  test('that is cut off in the middle is settled by the same append, with the same ids', async () => {
    const node = await startNode();
    const connection = connect(plain(node));
    const seen: string[] = [];
    node.onAppend = (request, call) => {
      seen.push(String(request.getProposedMessagesList()[0]?.getId()?.getString()));
      if (seen.length < 3) call.emit('error', Object.assign(new Error('cut'), { code: 14 }));
      else call.write(taken(request));
    };
    expect(await append(connection)).toMatchObject({ revision: 0 });
    expect(seen).toEqual([BAKED.id, BAKED.id, BAKED.id]);
  });

  test('goes to the leader that a node names, and the next one at once', async () => {
    const leader = await startNode();
    const node = await startNode();
    const connection = connect(plain(node));
    await append(connection);
    node.onAppend = (_, call) => void call.emit('error', notLeader(leader));
    node.onRead = (call) => void call.emit('error', notLeader(leader));
    expect(await append(connection)).toMatchObject({ revision: 0 });
    const before = node.asked();
    await append(connection);
    expect([node.asked(), leader.asked()]).toEqual([before, 2]);
  });

  test.each<[string, (request: BatchAppendReq, call: BatchCall) => void]>([
    ['does not lead, and knows of nobody who does', (_, call) => void call.emit('error', notLeader())],
    [
      'is not ready',
      (request, call) => void call.write(failed(request, 'Server Is Not Ready', 'google.protobuf.Empty')),
    ],
    ['has no room', (_, call) => void call.emit('error', notReady())],
  ])('is made on the next leader when the node says that it %s', async (_, onAppend) => {
    const next = await startNode();
    const node = await startNode({ onAppend });
    const members = () => [
      { port: node.port, leads: node.asked() === 0 },
      { port: next.port, leads: node.asked() > 0 },
    ];
    node.members = next.members = members;
    const connection = connect(discovering(node, next));
    await connection.ping();
    node.onRead = (call) => void call.emit('error', notReady());
    expect(await append(connection)).toMatchObject({ revision: 0 });
    expect(next.asked()).toBe(1);
  });

  test('on a node that says nothing any more goes to the next leader, with all that waited', async () => {
    const next = await startNode();
    const node = await startNode();
    let isFrozen = false;
    node.members = next.members = () => [{ port: isFrozen ? next.port : node.port, leads: true }];
    const connection = connect(discovering(node, next), { ...LIMITS, silence: 1_000 });
    await append(connection);
    isFrozen = true;
    node.onAppend = node.onRead = () => undefined;
    const waiting: Promise<unknown>[] = [];
    // Whoever keeps coming is no sign of life.
    while (isFrozen && next.asked() === 0) {
      waiting.push(append(connection), read(connection));
      await pause(50);
    }
    await Promise.all(waiting);
    expect(next.asked()).toBe(waiting.length / 2);
  });

  test('over one connection is not touched when another connection of the process breaks', async () => {
    const [broken, whole] = [await startNode(), await startNode()];
    const [one, other] = [connect(plain(broken), { ...LIMITS, retry: 0 }), connect(plain(whole))];
    await Promise.all([append(one), append(other)]);
    const answers: (() => void)[] = [];
    whole.onAppend = (request, call) => void answers.push(() => void call.write(taken(request, 4)));
    broken.onAppend = (_, call) => void call.emit('error', notReady());
    broken.onRead = (call) => void call.emit('error', notReady());
    const going = append(other);
    await eventually(() => answers.length === 1);
    await expect(append(one)).rejects.toThrow(EngineUnavailable);
    answers[0]?.();
    expect(await going).toMatchObject({ revision: 4 });
    expect(whole.asked()).toBe(2);
  });

  test('that no node answers ends within its time, whatever the nodes do meanwhile', async () => {
    const node = await startNode({ onAppend: () => undefined });
    const connection = connect(plain(node), { silence: 400, retry: 1_000, call: 2_000, ask: 250 });
    await expect(append(connection)).rejects.toThrow(EngineUnavailable);
    expect(node.asked()).toBeGreaterThan(1);
  });
});

test('calls fail at once while the engine is away for long already, and wait for it when it has just gone', async () => {
  const node = await startNode();
  const connection = connect(plain(node), { ...LIMITS, retry: 1_000 });
  await append(connection);
  node.onRead = (call) => void call.emit('error', notReady());
  node.onAppend = (_, call) => void call.emit('error', notReady());
  const wentAt = Date.now();
  await expect(append(connection)).rejects.toThrow(EngineUnavailable);
  expect(Date.now() - wentAt).toBeGreaterThan(1_000);
  await expect(append(connection)).rejects.toThrow(EngineUnavailable);
  let tries = 0;
  node.onRead = (call) => {
    tries++;
    call.emit('error', notReady());
  };
  await expect(append(connection)).rejects.toThrow(EngineUnavailable);
  expect(tries).toBe(1);
});

describe('a node', () => {
  test.each([
    ['plain', plain],
    ['discovering', discovering],
  ])('without a leader is not ready, and says why (%s)', async (_, urlOf) => {
    const node = await startNode();
    const connection = connect(urlOf(node));
    await connection.ping();
    node.onRead = (call) => void call.emit('error', notReady());
    node.members = () => [{ port: node.port, leads: false }];
    await expect(connection.ping()).rejects.toThrow(EngineUnavailable);
    await expect(connection.ping()).rejects.toThrow(
      /no node leads \(127\.0\.0\.1:\d+: .*(Server Is Not Ready|knows of no leader)\)/,
    );
    node.onRead = (call) => call.end();
    node.members = () => [{ port: node.port, leads: true }];
    await connection.ping();
  });

  test('that others still take for the leader is not believed to be one', async () => {
    const old = await startNode({ onRead: (call) => void call.emit('error', notReady()) });
    const node = await startNode();
    node.members = () => [
      { port: old.port, leads: true },
      { port: node.port, leads: true },
    ];
    old.members = () => [{ port: old.port, leads: true }];
    const connection = connect(discovering(old, node));
    await append(connection);
    expect([old.asked(), node.asked()]).toEqual([0, 1]);
  });

  test('is found through members that were no seeds, once the seeds are gone', async () => {
    const [seed, first, second] = [await startNode(), await startNode(), await startNode()];
    let leader = first;
    seed.members =
      first.members =
      second.members =
        () => [seed, first, second].map(({ port }) => ({ port, leads: port === leader.port }));
    const connection = connect(discovering(seed));
    await append(connection);
    seed.stop();
    leader = second;
    first.stop();
    expect(await append(connection)).toMatchObject({ revision: 0 });
    expect(second.asked()).toBe(1);
  });

  test('is not given up for an odd error while it says that it leads', async () => {
    const node = await startNode();
    const connection = connect(plain(node));
    const before = await connection.leader();
    let isOdd = true;
    node.onAppend = (request, call) => {
      if (isOdd) call.write(failed(request, 'Timeout', 'event_store.client.Timeout'));
      else call.write(taken(request));
      isOdd = false;
    };
    await append(connection);
    expect(await connection.leader()).toBe(before);
  });
});

describe('a subscription', () => {
  test('that is open when the lead moves is ended, so that it begins again where the lead is', async () => {
    const next = await startNode();
    const node = await startNode();
    const connection = connect(plain(node));
    const client = await connection.streams();
    const subscription = client.subscribeToAll();
    const ended = new Promise((resolve) => subscription.once('end', resolve).resume());
    node.onRead = (call) => {
      if (!call.request.getOptions()?.hasSubscription()) call.emit('error', notLeader(next));
    };
    await ended;
    expect((await connection.leader()).endpoint.port).toBe(next.port);
  });
});
