import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startEventStore } from '../server.js';
import type { RunningEventStore } from '../server.js';
import { encodeOperations } from '../store/operation.js';
import { inTemporaryDirectory } from '../testing/eventstore.js';
import { freePorts } from '@doremi/start';
import type { Entry } from './journal.js';
import type { AppendRequest, VoteRequest } from './messages.js';
import { Peers } from './peers.js';

// One node of three; the test is the two others.
const ANSWER = 10_000;
let ports: number[];
let [node, candidate, other] = ['', '', ''];
let server: RunningEventStore;
let peers: Peers;

const start = async (dataDir: string | null): Promise<void> => {
  const members = [node, candidate, other];
  server = await startEventStore({ port: ports[0]!, dataDir, cluster: { members, heartbeatTimeout: 60_000 } });
};

beforeEach(async () => {
  ports = await freePorts(3);
  [node, candidate, other] = ports.map((port) => `127.0.0.1:${port}`) as [string, string, string];
  peers = new Peers([node]);
  await start(null);
});
afterEach(async () => {
  peers.close();
  await server.stop();
});

const vote = (request: Partial<VoteRequest>) =>
  peers.call(
    node,
    'vote',
    { epoch: 5, candidate, lastIndex: 0, lastEpoch: 0, isTrial: false, members: [], ...request },
    ANSWER,
  );
const append = (request: Partial<AppendRequest>) =>
  peers.call(
    node,
    'append',
    {
      epoch: 5,
      leader: candidate,
      previousIndex: 0,
      previousEpoch: 0,
      entries: [],
      committed: 0,
      members: [],
      ...request,
    },
    ANSWER,
  );
const entry = (epoch: number): Entry => ({ epoch, operations: encodeOperations([]) });

describe('A vote', () => {
  it('is given once in an epoch, and to the same again', async () => {
    expect(await vote({})).toMatchObject({ granted: true, epoch: 5 });
    expect(await vote({ candidate: other })).toMatchObject({ granted: false, epoch: 5 });
    expect(await vote({})).toMatchObject({ granted: true });
    expect(await vote({ candidate: other, epoch: 6 })).toMatchObject({ granted: true, epoch: 6 });
    expect(await vote({ epoch: 5 })).toMatchObject({ granted: false, epoch: 6 });
  });

  it('is remembered by a node that starts again', async () => {
    await inTemporaryDirectory(async (directory) => {
      await server.stop();
      await start(directory);
      expect(await vote({})).toMatchObject({ granted: true });
      await server.stop();
      await start(directory);
      expect(await vote({ candidate: other })).toMatchObject({ granted: false });
      expect(await vote({})).toMatchObject({ granted: true });
    });
  });

  it.each([
    ['ends in an earlier epoch', { lastEpoch: 2, lastIndex: 9 }, false],
    ['is shorter', { lastEpoch: 3, lastIndex: 1 }, false],
    ['is as long', { lastEpoch: 3, lastIndex: 2 }, true],
    ['ends in a later epoch', { lastEpoch: 4, lastIndex: 1 }, true],
  ])('looks at the journal: one that %s', async (_, last, granted) => {
    await append({ epoch: 3, entries: [entry(3), entry(3)] });
    expect(await vote({ ...last, isTrial: false })).toMatchObject({ granted });
  });

  it('on trial changes nothing, and is refused while a leader is heard of', async () => {
    expect(await vote({ isTrial: true })).toMatchObject({ granted: true });
    expect((await vote({ isTrial: true, candidate: other })).granted).toBe(true);
    const { epoch } = await append({ epoch: 7, leader: other });
    expect(epoch).toBe(7);
    expect(await vote({ isTrial: true, epoch: 8 })).toMatchObject({ granted: false, epoch: 7 });
    expect(await vote({ epoch: 8 })).toMatchObject({ granted: true, epoch: 8 });
  });
});

describe('What a leader sends', () => {
  it('is refused when the leader is of an epoch that is over', async () => {
    await vote({ epoch: 6, candidate: other });
    expect(await append({ epoch: 5, entries: [entry(5)] })).toMatchObject({ accepted: false, epoch: 6 });
  });

  it('is taken where the journals agree, and elsewhere answered with where they may', async () => {
    expect(await append({ previousIndex: 4, previousEpoch: 2 })).toMatchObject({ accepted: false, lastIndex: 0 });
    expect(await append({ entries: [entry(2), entry(2)] })).toMatchObject({ accepted: true });
    expect(await append({ previousIndex: 4, previousEpoch: 2 })).toMatchObject({ accepted: false, lastIndex: 2 });
    expect(await append({ previousIndex: 2, previousEpoch: 3 })).toMatchObject({ accepted: false, lastIndex: 1 });
    expect(await append({ previousIndex: 2, previousEpoch: 2, entries: [entry(5)] })).toMatchObject({ accepted: true });
  });
});
