import { describe, expect, it } from '@jest/globals';
import type { TestNode } from '../testing/cluster-node.js';
import { connect } from '../testing/eventstore.js';
import { ALONE, GivenCluster } from '../testing/given-cluster.js';
import { acknowledgedBy, verify, write, writersOf } from '../testing/numbered-writers.js';

const GOAL = 60;
const APPEND = { ...ALONE, requiresLeader: true };

const given = new GivenCluster({ heartbeatTimeout: 1_000 });
const writers = writersOf(8);

const readBack = async (): Promise<void> => {
  const client = connect((await given.cluster.leader()).port);
  await verify(client, writers);
  await client.dispose();
};

/** Has all of them write to the leader; resolves, while they go on, with the leader and with what waits for their end. */
const underLoad = async (): Promise<{ leader: TestNode; ended: Promise<unknown> }> => {
  const leader = await given.cluster.leader();
  const client = connect(leader.port);
  let left = GOAL;
  const ends: Promise<unknown>[] = [];
  await new Promise<void>((resolve) => {
    const acknowledged = () => --left === 0 && resolve();
    for (const writer of writers) ends.push(write(client, writer, acknowledged, APPEND).catch(() => undefined));
    void Promise.all(ends).then(() => resolve());
  });
  const ended = Promise.all(ends).then(() => client.dispose());
  if (left <= 0) return { leader, ended };
  await ended; // it lost the lead before anybody took it away
  await readBack();
  return underLoad();
};

describe('A leader under load', () => {
  it.each<[string, (leader: TestNode) => Promise<unknown> | void, (leader: TestNode) => Promise<void> | void]>([
    ['killed', (leader) => leader.end('SIGKILL'), (leader) => leader.start()],
    ['frozen', (leader) => leader.freeze(), (leader) => leader.thaw()],
    ['stopped', (leader) => leader.end('SIGTERM'), (leader) => leader.start()],
    ['asked to hand over', () => given.cluster.handOver(), () => undefined],
  ])(
    '%s: another one leads, nothing acknowledged is lost or doubled, and the nodes hold the same',
    async (_, fail, mend) => {
      const before = acknowledgedBy(writers);
      const { leader, ended } = await underLoad();
      await fail(leader);
      await given.cluster.leader(); // another one, if this one is away
      await mend(leader);
      await ended;
      expect(acknowledgedBy(writers)).toBeGreaterThanOrEqual(before + GOAL);
      const log = await given.cluster.agreedLog();
      await readBack();
      expect(log.length).toBeGreaterThanOrEqual(acknowledgedBy(writers));
    },
  );
});
