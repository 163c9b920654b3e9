import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach } from '@jest/globals';
import express from 'express';
import { describedOf, mountOperator } from '@doremi/shared/http/operator';
import { heldToContract } from '@doremi/shared/testing/held-to-contract';
import { OpsClient } from '../cli/ops-client.js';
import type { MongoInMemory } from '@doremi/shared/engines/read-side/testing/mongo-in-memory';
import { readModelsOnMongo } from '@doremi/shared/engines/read-side/testing/read-models-on-mongo';
import { LOG_STREAM } from '@doremi/shared/events/streams';
import type { ProjectionEngine } from '@doremi/shared/projection-engine/index';
import { added, EngineBench, tallyProjection, type RunningWorker } from '@doremi/shared/projection-engine/testing';
import { opsRoutes } from '../ops/ops.routes.js';

/** A worker that has caught up with two tallies, a and b, and the operator's endpoints in front of it. */
export class OperatorBench extends EngineBench<MongoInMemory> {
  feeding!: RunningWorker;
  board!: { readonly look: ProjectionEngine['status'] };
  url!: string;
  client!: OpsClient;
  /** What the process wrote to its log. */
  said: string[] = [];
  /** Whether folds throw on Poisoned. */
  isPoisonous = true;
  private server!: Server;
  /** Throws where an answer was not as documented. */
  private asDocumented = (): void => undefined;

  constructor() {
    super(readModelsOnMongo);
    beforeEach(async () => {
      await this.setUp();
      this.isPoisonous = true;
      this.said = [];
      const log = (message: string): void => void this.said.push(message);
      this.feeding = this.run({
        projections: [tallyProjection(() => this.isPoisonous)],
        log,
      });
      await this.serve(0);
      this.log.append('s', added('a'), added('b'));
      await this.caughtUp();
      await this.until('it is fed', async () => (await this.board.look())[0]?.builds[0]?.lagSeconds === 0);
    });
    afterEach(() => this.tearDown());
    afterEach(() => this.away());
    afterEach(() => this.asDocumented());
  }

  /** As the process runs them, with little room for verifications. */
  override run(overrides: Parameters<EngineBench<MongoInMemory>['run']>[0] = {}): RunningWorker {
    return super.run({
      floors: () => Promise.resolve({ menu: 0, cart: 0 }),
      acceptances: { stream: LOG_STREAM, schemaVersion: 1 },
      documentsInMemory: 2,
      ...overrides,
    });
  }

  /** The process that answers the operator goes away; its worker stays. */
  async away(): Promise<void> {
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  async serve(port = Number(new URL(this.url).port)): Promise<void> {
    const { engine } = this.feeding;
    this.board = { look: () => engine.status() };
    const eventLog = { read: () => engine.eventLog() };
    const { acceptLog, parked, verify, compare } = engine;
    const routes = opsRoutes({ board: this.board, eventLog, operations: engine, acceptLog, parked, verify, compare });
    const app = express();
    this.asDocumented = heldToContract(app, describedOf(routes));
    mountOperator(app, routes, (error) => {
      throw error;
    });
    this.server = createServer(app).listen(port, '127.0.0.1');
    await once(this.server, 'listening');
    this.url = `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
    this.client = new OpsClient(this.url);
  }

  /** What readiness asks besides. */
  engines() {
    return { mongo: this.engine.mongo, eventLog: this.feeding.parts.readModels.eventLog };
  }

  /** States of the builds of tally, by id. */
  async states(): Promise<Record<string, string>> {
    const builds = await this.feeding.parts.readModels.builds.list();
    return Object.fromEntries(builds.map(({ id, state }) => [id, state]));
  }

  /** A rebuild that is live, with the former build as a way back. */
  async rebuilt(): Promise<void> {
    const { build } = await this.client.rebuild('tally');
    await this.until('it is live', async () => (await this.states())[build] === 'live');
  }
}
