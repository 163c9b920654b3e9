import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { needsOwnServer } from '@doremi/event-sourcing/testing';
import { freePorts } from '@doremi/start';
import { EventStoreDBClient } from '@eventstore/db-client';
import type { ClusterSettings } from '../cluster/settings.js';
import { TestNode } from './cluster-node.js';
import { inProcessOfItsOwn, inThisProcess } from './running-node.js';

export interface ClusterOptions extends Omit<ClusterSettings, 'members'> {
  /** How many nodes; default 3. */
  readonly size?: number;
  /** Runs the nodes in this process, where they start faster and can only be stopped; default false. */
  readonly isInProcess?: boolean;
}

/** Long enough for a busy machine; what waits goes on as soon as it can. */
const WAIT_MILLISECONDS = 30_000;
const LOOK_MILLISECONDS = 20;

/** Looks again until there is something to be seen; what is thrown counts as nothing. Rejects after 30 s. */
export const until = async <T>(what: string, look: () => Promise<T | undefined>): Promise<T> => {
  const giveUp = Date.now() + WAIT_MILLISECONDS;
  for (;;) {
    const found = await look().catch(() => undefined);
    if (found !== undefined) return found;
    if (Date.now() > giveUp) throw new Error(`not within ${WAIT_MILLISECONDS / 1000} s: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, LOOK_MILLISECONDS));
  }
};

/**
 * A cluster of stand-in nodes, each a process of its own (the build has to be up to date), for tests of what a client does
 * when the leader fails:
 *
 * ```ts
 * const cluster = await startCluster({ heartbeatTimeout: 500 });  // three nodes on free ports; one leads when it returns
 * const client = EventStoreDBClient.connectionString(cluster.url());
 * const old = await cluster.leader();
 * old.freeze();                                // or: await old.end('SIGKILL'), await old.end('SIGTERM'), await cluster.handOver()
 * const next = await cluster.leader();         // another one, once the running nodes agree on it
 * old.thaw();                                  // or: await old.start(), in the same folder, on the same port
 * await cluster.inStep();                      // every node runs and follows or leads
 * await cluster.end();                         // in afterAll: ends all processes and removes their folders
 * ```
 *
 * What waits does so until it holds, and rejects after 30 s. A node's `gossip()` is what it says of all members.
 */
export class TestCluster {
  constructor(
    readonly nodes: readonly TestNode[],
    private readonly directory: string,
  ) {}

  /** Connection string with all nodes: the client asks them who leads. `query` as in `&nodePreference=follower`. */
  url(query = ''): string {
    return `esdb://${this.nodes.map(({ address }) => address).join(',')}?tls=false${query}`;
  }

  /** With `esdb+discover`, of which the client asks the first node alone. */
  discoverUrl(query = ''): string {
    return this.url(query).replace('esdb:', 'esdb+discover:');
  }

  get running(): TestNode[] {
    return this.nodes.filter((node) => node.isRunning);
  }

  /** Waits until one of the running nodes leads and all running nodes say so. */
  leader(): Promise<TestNode> {
    return until('a leader', async () => {
      const views = await Promise.all(this.running.map((node) => node.gossip()));
      const [leader, ...others] = new Set(views.map((members) => members.find(isLeader)?.address));
      return others.length > 0 ? undefined : this.running.find(({ address }) => address === leader);
    });
  }

  /** The running nodes that do not lead, once there is a leader. */
  async followers(): Promise<TestNode[]> {
    const leader = await this.leader();
    return this.running.filter((node) => node !== leader);
  }

  /** Waits until no running node knows of a leader. */
  async leaderless(): Promise<void> {
    await until('no leader', async () => {
      const views = await Promise.all(this.running.map((node) => node.gossip()));
      return views.flat().some(isLeader) ? undefined : true;
    });
  }

  /** Waits until every node runs, and leads or follows. */
  async inStep(): Promise<void> {
    await until('all nodes in step', async () => {
      const views = await Promise.all(this.nodes.map((node) => node.gossip()));
      const isInStep = views
        .flat()
        .every((member) => isLeader(member) || (member.isAlive && member.state === 'FOLLOWER'));
      return isInStep || undefined;
    });
  }

  /** Waits until every node shows the same log, and gives that: where each event is, and which it is. */
  async agreedLog(): Promise<string[]> {
    await this.inStep();
    return until('all nodes showing the same', async () => {
      const [log, ...others] = await Promise.all(this.nodes.map(logOf));
      return others.every((other) => other.join() === log!.join()) ? log : undefined;
    });
  }

  /** The leader hands the lead over; resolves with the next. */
  async handOver(): Promise<TestNode> {
    const old = await this.leader();
    await old.resign();
    return until('another leader', async () => {
      const next = await this.leader();
      return next === old ? undefined : next;
    });
  }

  /** Ends every process and removes the folders. */
  async end(): Promise<void> {
    await Promise.all(this.nodes.map((node) => node.end('SIGKILL')));
    await rm(this.directory, { recursive: true, force: true });
  }
}

const logOf = async ({ url }: TestNode): Promise<string[]> => {
  const client = EventStoreDBClient.connectionString(url);
  const log: string[] = [];
  for await (const { event } of client.readAll()) {
    log.push(`${event!.position.commit} ${event!.revision}@${event!.streamId} ${event!.id}`);
  }
  await client.dispose();
  return log;
};

const isLeader = ({ state, isAlive }: { state: string; isAlive: boolean }): boolean => state === 'LEADER' && isAlive;

/** Starts the nodes, each in a new folder, and waits until all are in step. See {@link TestCluster}. */
export const startCluster = async ({
  size = 3,
  isInProcess = false,
  ...settings
}: ClusterOptions = {}): Promise<TestCluster> => {
  needsOwnServer('EVENTSTORE_URL');
  const directory = await mkdtemp(join(tmpdir(), 'doremi-eventstore-cluster-'));
  const ports = await freePorts(size);
  const cluster = { ...settings, members: ports.map((port) => `127.0.0.1:${port}`) };
  const run = isInProcess ? inThisProcess(cluster) : inProcessOfItsOwn(cluster);
  const nodes = ports.map((port) => new TestNode(port, join(directory, `${port}`), run));
  const started = new TestCluster(nodes, directory);
  try {
    await Promise.all(nodes.map((node) => node.start()));
    await started.inStep();
    return started;
  } catch (error) {
    await started.end();
    throw error;
  }
};
