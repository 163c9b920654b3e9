import { afterEach, beforeEach } from '@jest/globals';
import express from 'express';
import { describedOf, mountOperator } from '@doremi/shared/http/operator';
import { heldToContract } from '@doremi/shared/testing/held-to-contract';
import { inProcess, type InProcess } from '@doremi/shared/testing/in-process';
import { OpsClient } from '../cli/ops-client.js';
import { comparing } from '../engine/compare.js';
import { StatusBoard } from '../engine/status.js';
import { verifying } from '../engine/verify.js';
import { acceptLog } from '../ops/accept-log.js';
import { Operations } from '../ops/operations.js';
import { parkedEventsOf } from '../ops/parked.js';
import { opsRoutes } from '../ops/routes.js';
import { Bench } from './bench.js';
import type { RunningWorker } from './running-worker.js';
import { added, tallyProjection } from './tally.js';

/** A worker that has caught up with two tallies, a and b, and the operator's endpoints in front of it. */
export class OperatorBench extends Bench {
  feeding!: RunningWorker;
  board!: StatusBoard;
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
    super();
    beforeEach(async () => {
      this.isPoisonous = true;
      this.said = [];
      const log = (message: string): void => void this.said.push(message);
      this.feeding = this.run({ projections: [tallyProjection(() => this.isPoisonous)], log });
      this.serve();
      this.log.append('s', added('a'), added('b'));
      await this.caughtUp();
      await this.until('it is fed', async () => (await this.board.look())[0]?.builds[0]?.lagSeconds === 0);
    });
    afterEach(() => this.away());
    afterEach(() => this.asDocumented());
  }

  /** The process that answers the operator goes away; its worker stays. */
  away(): void {
    this.server.stop();
  }

  serve(): void {
    const { worker, parts } = this.feeding;
    this.board = new StatusBoard(parts);
    const wake = (): void => worker.wake();
    const routes = opsRoutes({
      board: this.board,
      eventLog: parts.readSide.eventLog,
      acceptLog: (by) => acceptLog({ ...parts, store: this.log.whole(), wake }, by),
      operations: new Operations({ ...parts, wake }),
      parked: parkedEventsOf({ ...parts, wake }),
      verify: verifying({ ...parts, documentsAtOnce: 2 }),
      compare: comparing(parts.readSide),
    });
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
    return { mongo: this.engine.mongo, eventLog: this.feeding.parts.readSide.eventLog };
  }

  /** States of the builds of tally, by id. */
  async states(): Promise<Record<string, string>> {
    const builds = await this.feeding.parts.readSide.builds.list();
    return Object.fromEntries(builds.map(({ id, state }) => [id, state]));
  }

  /** A rebuild that is live, with the former build as a way back. */
  async rebuilt(): Promise<void> {
    const { build } = await this.client.rebuild('tally');
    await this.until('it is live', async () => (await this.states())[build] === 'live');
  }
}
