import { afterAll, beforeAll, beforeEach } from '@jest/globals';
import type { EventStoreDBClient } from '@eventstore/db-client';
import { startCluster, until } from './cluster.js';
import type { ClusterOptions, TestCluster } from './cluster.js';
import type { TestNode } from './cluster-node.js';
import { connect } from './eventstore.js';

/** With credentials an append is a call of its own: a BatchAppend whose leader fails may end the client's process. */
export const ALONE = { credentials: { username: 'admin', password: 'changeit' } };

/** A cluster for all tests of a file; each begins with all nodes in step. */
export class GivenCluster {
  cluster!: TestCluster;
  leader!: TestNode;
  followers!: TestNode[];
  readonly #clients: EventStoreDBClient[] = [];

  constructor(options: ClusterOptions) {
    beforeAll(async () => {
      this.cluster = await startCluster(options);
    });
    beforeEach(async () => {
      await this.cluster.inStep();
      this.leader = await this.cluster.leader();
      this.followers = await this.cluster.followers();
    });
    afterAll(async () => {
      await Promise.all(this.#clients.map((client) => client.dispose()));
      await this.cluster?.end();
    });
  }

  /** A client of one node, until the tests are done. It goes where it is sent: one that is sent to the leader stays there. */
  clientOf({ port }: TestNode): EventStoreDBClient {
    const client = connect(port);
    this.#clients.push(client);
    return client;
  }

  /** Appends at whoever leads, again until it is acknowledged: the same events are there once. */
  async append(stream: string, events: Parameters<EventStoreDBClient['appendToStream']>[1]): Promise<void> {
    await until('an append that is acknowledged', async () => {
      const client = connect((await this.cluster.leader()).port);
      return client.appendToStream(stream, events, ALONE).finally(() => client.dispose());
    });
  }
}
