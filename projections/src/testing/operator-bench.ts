import { afterEach, beforeEach } from '@jest/globals';
import express from 'express';
import { describedOf, heldToContract, inProcess, type InProcess } from '@doremi/http/testing';
import { mountOperator } from '@doremi/http';
import { OpsClient } from '../cli/ops-client.js';
import { type MongoInMemory, readModelsOnMongo } from '@doremi/read-models/testing';
import { LOG_STREAM } from '@doremi/domain';
import type { ProjectionEngine } from '@doremi/projection-engine';
import { added, EngineBench, type RunningWorker, tallyProjection } from '@doremi/projection-engine/testing';
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
  private server!: InProcess;
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
      this.serve();
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
  away(): void {
    this.server.stop();
  }

  serve(): void {
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
    this.server = inProcess(app, 'http://projections.in-process');
    this.url = this.server.url;
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
