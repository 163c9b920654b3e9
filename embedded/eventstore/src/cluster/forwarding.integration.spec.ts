import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { EventStoreDBClient } from '@eventstore/db-client';
import type { Server } from '@grpc/grpc-js';
import { startEventStore } from '../server.js';
import type { RunningEventStore } from '../server.js';
import { connect, event } from '../testing/eventstore.js';
import { freePorts } from '@doremi/start';
import { ALONE } from '../testing/given-cluster.js';
import { startPeer } from '../testing/scripted-peer.js';
import type { ProposeReply } from './messages.js';
import { Peers } from './peers.js';

// One follower; the test is the leader that it passes writes on to.
const OTHER = { host: '127.0.0.1', port: 2113 };
let follower: RunningEventStore;
let leader: Server;
let peers: Peers;
let client: EventStoreDBClient;
let answer: () => Promise<ProposeReply> | ProposeReply;

/** `forwardTimeout`: how long the follower waits for the leader; milliseconds. */
const start = async (forwardTimeout: number): Promise<void> => {
  const ports = await freePorts(2);
  const members = ports.map((port) => `127.0.0.1:${port}`) as [string, string];
  const settings = { members, heartbeatTimeout: 60_000, forwardTimeout };
  follower = await startEventStore({ port: ports[0]!, dataDir: null, cluster: settings });
  leader = await startPeer(members[1], { propose: () => answer() });
  peers = new Peers([members[0]]);
  const heartbeat = { epoch: 1, leader: members[1], previousIndex: 0, previousEpoch: 0, entries: [], committed: 0 };
  await peers.call(members[0], 'append', { ...heartbeat, members: [] }, 10_000);
  client = connect(ports[0]!);
};
afterEach(async () => {
  await client.dispose();
  peers.close();
  await follower.stop();
  leader.forceShutdown();
});

const NOT_LEADER = { type: 'not-leader', leader: { address: OTHER.host, port: OTHER.port } };

describe('An append that a follower passed on', () => {
  // Every answer here comes, however busy the machine is.
  beforeEach(() => start(30_000));

  it('is answered with what the leader made of it', async () => {
    answer = () => ({ kind: 'done', outcome: { kind: 'appended', revision: 7, position: 99 } });
    const { nextExpectedRevision, position } = await client.appendToStream('stream', event(1));
    expect([nextExpectedRevision, position?.commit]).toEqual([7n, 99n]);
  });

  it.each([
    ['Append', ALONE],
    ['BatchAppend', {}],
  ])('to a node that leads no more is not done: %s is told who leads', async (_, options) => {
    answer = () => ({ kind: 'not-leader', leader: `${OTHER.host}:${OTHER.port}` });
    await expect(client.appendToStream('stream', event(1), options)).rejects.toMatchObject(NOT_LEADER);
  });

  it('to a node that leads no more, and knows no leader, is refused', async () => {
    answer = () => ({ kind: 'not-leader', leader: null });
    await expect(client.appendToStream('stream', event(1), ALONE)).rejects.toMatchObject({ type: 'unavailable' });
  });
});

describe('An append that a follower passed on to a leader', () => {
  beforeEach(() => start(300));

  it.each<[string, () => Promise<ProposeReply> | ProposeReply, string]>([
    ['that is silent', () => new Promise(() => undefined), 'Forwarding timeout'],
    ['that is gone', () => Promise.reject(new Error('gone')), 'Forwarding timeout'],
    ['that lost the lead meanwhile', () => ({ kind: 'unknown' }), 'Request canceled by server'],
  ])('%s is open', async (_, reply, message) => {
    answer = reply;
    const alone = client.appendToStream('stream', event(1), ALONE);
    await expect(alone).rejects.toMatchObject({ type: 'timeout', message: expect.stringContaining(message) });
    await expect(client.appendToStream('stream', event(1))).rejects.toMatchObject({ type: 'deadline-exceeded' });
  });
});
