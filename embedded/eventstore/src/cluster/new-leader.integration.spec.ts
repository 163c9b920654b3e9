import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Server } from '@grpc/grpc-js';
import { startEventStore } from '../server.js';
import type { RunningEventStore } from '../server.js';
import { encodeOperations } from '../store/operation.js';
import { uuidBytes } from '../store/uuid.js';
import { connect, event, eventually, numbers } from '../testing/eventstore.js';
import { freePorts } from '@doremi/start';
import { ALONE } from '../testing/given-cluster.js';
import { startPeer } from '../testing/scripted-peer.js';
import type { AppendReply, AppendRequest } from './messages.js';
import { Peers } from './peers.js';

// One node of three becomes the leader; the test is the two others, which hold nothing at first.
const EPOCH = 3;
const ANSWER = 10_000;

/** What one of the others makes of what it is sent, beside keeping it. */
type Answer = (request: AppendRequest, reply: AppendReply) => Promise<AppendReply> | AppendReply;

let members: string[];
let port: number;
let server: RunningEventStore;
let others: Server[];
let peers: Peers;
let answer: Answer;

const startOther = (address: string): Promise<Server> => {
  let lastIndex = 0;
  return startPeer(address, {
    append: (request) => {
      const accepted = request.previousIndex <= lastIndex;
      if (accepted) lastIndex = request.previousIndex + request.entries.length;
      return answer(request, { epoch: request.epoch, accepted, lastIndex, members: [] });
    },
  });
};

/** Sends the node what a leader before it left, and has it stand for election. */
const elect = async (left: Buffer): Promise<void> => {
  const [node, leader] = members as [string, string];
  const before = { epoch: EPOCH, leader, previousIndex: 0, previousEpoch: 0, committed: 0, members: [] };
  await peers.call(node, 'append', { ...before, entries: [{ epoch: EPOCH, operations: left }] }, ANSWER);
  await peers.call(node, 'takeOver', { epoch: EPOCH }, ANSWER);
};

beforeEach(async () => {
  answer = (_, reply) => reply;
  const ports = await freePorts(3);
  port = ports[0]!;
  members = ports.map((one) => `127.0.0.1:${one}`);
  others = await Promise.all(members.slice(1).map(startOther));
  server = await startEventStore({ port, dataDir: null, cluster: { members, heartbeatTimeout: 60_000 } });
  peers = new Peers([members[0]!]);
});
afterEach(async () => {
  peers.close();
  await server.stop();
  others.forEach((other) => other.forceShutdown());
});

describe('A new leader', () => {
  it('does nothing that a former one left, and takes nothing, until a majority has something of its own', async () => {
    const data = Buffer.from(JSON.stringify({ n: 7, padding: 'x'.repeat(1_100_000) })); // fills a message by itself
    const proposed = { id: uuidBytes(randomUUID())!, type: 'Left', contentType: 'application/json', data };
    const events = [{ ...proposed, metadata: Buffer.alloc(0) }];
    let release = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const told: AppendRequest[] = [];
    answer = async (request, reply) => {
      if (request.previousIndex === 0 || !reply.accepted) return reply;
      told.push(request); // it has what was left, and keeps the leader waiting for an answer to the rest
      await released;
      return reply;
    };
    await elect(encodeOperations([{ kind: 'append', stream: 'left', expected: 'any', events, at: Date.now() }]));
    await eventually(() => told.length === 2);
    expect(told.every(({ epoch, committed }) => epoch > EPOCH && committed === 0)).toBe(true);
    const client = connect(port);
    await expect(numbers(client.readStream('left'))).rejects.toMatchObject({ type: 'stream-not-found' });
    const tooEarly = client.appendToStream('early', event(1), ALONE);
    await expect(tooEarly).rejects.toMatchObject({ type: 'unavailable' });
    release();
    await eventually(() =>
      numbers(client.readStream('left')).then(
        ([n]) => n === 7,
        () => false,
      ),
    );
    await client.dispose();
  });

  it('that is answered from a later epoch leads no more, and leaves open what it was asked', async () => {
    await elect(encodeOperations([]));
    const client = connect(port);
    await eventually(() =>
      client.appendToStream('before', event(1), ALONE).then(
        () => true,
        () => false,
      ),
    );
    answer = (request, reply) => ({ ...reply, epoch: request.epoch + 1, accepted: false });
    const append = client.appendToStream('after', event(2), ALONE);
    await expect(append).rejects.toMatchObject({ type: 'timeout', message: expect.stringContaining('canceled') });
    await expect(numbers(client.readStream('after'))).rejects.toMatchObject({ type: 'stream-not-found' });
    await client.dispose();
  });
});
