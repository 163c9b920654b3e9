import { randomUUID } from 'node:crypto';
import { SYSTEM } from '@doremi/shared/kernel/actor';
import { until } from '../../testing/until.js';
import { DEFAULTS } from '../engine-parts.js';
import { laneOf } from '../lane-of.js';
import { Worker } from '../worker.js';
import { writeAccess, type WriteAccess } from '../write-access.js';
import { startEngines, type Engines } from './engines.js';
import { Expectation, type Entry, type Ledger } from './ledger.js';
import { Reins, type Fault } from './reins.js';
import { Appended } from './appended.js';

const STREAM = 'ledger';
const MODEL = 'ledger_v1';
const LEASE = 60_000;

/** What a busy machine may take; milliseconds. */
const SETTLES_WITHIN = 60_000;

interface Running {
  readonly id: string;
  readonly reins: Reins;
  readonly worker: Worker;
  readonly stop: () => Promise<void>;
}

/** The engine on real connections, everything that can happen to it, and what must be true all the while. */
export class Rig {
  readonly expectation = new Expectation();
  readonly faults: Fault[] = [];
  running: Running[] = [];
  private readonly access: WriteAccess;
  private readonly appended = new Appended();
  private readonly ended: Promise<void>[] = [];
  private readonly crashes: unknown[] = [];
  /** What the workers logged. */
  private readonly said: string[] = [];
  private ahead = 0;
  private started = 0;

  private constructor(private readonly parts: Engines) {
    this.access = writeAccess(parts.mongo, this.now);
  }

  static async start(): Promise<Rig> {
    return new Rig(await startEngines());
  }

  private readonly now = (): Date => new Date(Date.now() + this.ahead);

  /** So much that every lease is over which is not renewed. */
  passTime(): void {
    this.ahead += LEASE + 1;
  }

  async append(entries: readonly Entry[]): Promise<void> {
    const before = this.expectation.length;
    const occurredAt = new Date().toISOString();
    const events = this.expectation.append(entries).map((event) => {
      const id = randomUUID();
      const ids = { $correlationId: id, $causationId: id, commandId: id };
      return { id, event, metadata: { ...ids, actor: SYSTEM, occurredAt, schemaVersion: 1 } };
    });
    await this.parts.store.append(STREAM, before - 1, events);
    for (const { position } of await this.parts.store.read(STREAM, before)) this.appended.add(position);
  }

  startWorker(id = `worker-${++this.started}`): void {
    const { mongo, workerStore } = this.parts;
    const stopping = new AbortController();
    const reins = new Reins(this.faults, () => stopping.abort());
    const worker = new Worker({
      ...DEFAULTS,
      id,
      projections: [this.expectation.projection()],
      store: reins.store(workerStore),
      readSide: reins.access(writeAccess(mongo, this.now)),
      meters: { batch: () => undefined, conflict: () => undefined, parked: () => undefined },
      log: (message) => this.said.push(`${id}: ${message}`),
      now: this.now,
      lanesPerBuild: 3,
      batchSize: 7,
      queueSize: 14,
      leaseMs: LEASE,
      heartbeatMs: 20,
      knownIds: () => Promise.resolve({ menu: 0, cart: 0 }),
    });
    const ended = worker.run(stopping.signal).catch((error: unknown) => void this.crashes.push(error));
    this.ended.push(ended);
    const running = {
      id,
      reins,
      worker,
      stop: async () => {
        this.running = this.running.filter((one) => one !== running);
        reins.wakeForGood();
        stopping.abort();
        await ended;
      },
    };
    this.running.push(running);
    stopping.signal.addEventListener('abort', () => {
      this.running = this.running.filter((one) => one !== running);
    });
  }

  cutEventStore(): void {
    this.parts.way.cut();
  }

  async rebuild(): Promise<void> {
    if ((await this.builds('live')).length > 0) await this.access.builds.begin(MODEL, 3);
  }

  async cancel(): Promise<void> {
    for (const build of await this.builds('building')) await this.access.builds.retire(build, ['building']);
  }

  /** Reads go to the former build, whatever its state: what it holds has to come right all the same. */
  async swap(): Promise<void> {
    const [live] = await this.builds('live');
    const [standby] = await this.builds('standby');
    if (standby) await this.access.builds.promote(standby, live);
  }

  async retryParked(): Promise<void> {
    for (const { build, key } of await this.access.parkedEvents.list())
      await this.access.parkedEvents.askRetry(build, key);
  }

  async skipCursed(): Promise<void> {
    for (const event of await this.access.parkedEvents.list()) {
      if (event.type !== 'Cursed') continue;
      await this.access.skippedEvents.record(event, 'operator', this.now());
      await this.access.parkedEvents.askSkip(event.build, event.key, event.position);
    }
  }

  /** Lets the workers get on a little: until some lane has moved, or nothing seems to. */
  async breathe(): Promise<void> {
    const standing = async () => JSON.stringify((await this.access.lanes.list()).map(({ position }) => position));
    const before = await standing();
    await until('a lane moves', async () => (await standing()) !== before, 40).catch(() => undefined);
  }

  /** Waits until every lane has passed everything: folded, left out or held back. */
  async caughtUp(): Promise<void> {
    const isThere = async () => {
      const lanes = await this.access.lanes.list();
      return lanes.length > 0 && lanes.every(({ position }) => position >= this.appended.last);
    };
    await until('every lane is at the end', isThere);
  }

  /** Waits until every worker that runs has lanes: then each has looked at how things stand. */
  sharedOut(): Promise<void> {
    return until('every worker has lanes', async () => {
      const owners = new Set((await this.access.lanes.list()).map(({ owner }) => owner));
      return this.running.every(({ id }) => owners.has(id));
    });
  }

  /** Waits until nothing is said to be held back. */
  nothingParked(): Promise<void> {
    return until('nothing is parked', async () => (await this.access.parkedEvents.list()).length === 0);
  }

  /**
   * Throws where a document is not what its events make, where a lane has passed an event that is not folded, or where
   * the log is taken for another one.
   */
  async check(): Promise<void> {
    const { mismatch } = await this.access.eventLog.read();
    if (mismatch) throw new Error(`false alarm: ${JSON.stringify(mismatch)}`);
    const builds = await this.fed();
    const lanes = await this.access.lanes.list(builds.map(({ id }) => id));
    for (const build of builds) {
      const documents = await this.access.documentsOf(build).load(this.expectation.keys);
      for (const key of this.expectation.keys) {
        const lane = lanes.find((one) => one.build === build.id && one.lane === laneOf(key, build.lanes));
        const document = (documents.get(key)?.document ?? { numbers: [], sum: 0 }) as Ledger;
        this.expectation.check(key, document, lane?.parked.includes(key) ? 0 : this.appended.passedBy(lane?.position));
      }
    }
  }

  /** Everything that ails is mended; then all is caught up with, and every event counted once in every build. */
  async settle(): Promise<void> {
    this.faults.length = 0;
    for (const { reins } of this.running) reins.wake();
    this.expectation.cure();
    this.passTime();
    if (this.running.length === 0) this.startWorker();
    await until('all is caught up with', () => this.isSettled(), SETTLES_WITHIN).catch(async (error: unknown) => {
      throw new Error(`nothing settles: ${JSON.stringify(await this.standing())}`, { cause: error });
    });
    if (this.crashes.length > 0) throw this.crashes[0];
    await this.check();
    const lanes = await this.access.lanes.list();
    for (const { id } of await this.fed()) {
      const own = lanes.filter(({ build }) => build === id);
      const handled = own.reduce((sum, lane) => sum + lane.handled, 0);
      if (handled !== this.expectation.heard)
        throw new Error(`${id} has handled ${handled} of ${this.expectation.heard}`);
    }
  }

  async stop(): Promise<void> {
    this.faults.length = 0;
    for (const { stop } of [...this.running]) await stop();
    await Promise.all(this.ended);
    await this.parts.stop();
  }

  private async isSettled(): Promise<boolean> {
    const builds = await this.fed();
    const lanes = await this.access.lanes.list(builds.map(({ id }) => id));
    await this.skipCursed();
    for (const { type, build, key } of await this.access.parkedEvents.list())
      if (type !== 'Cursed') await this.access.parkedEvents.askRetry(build, key);
    const areAll = builds.length > 0 && lanes.length === builds.reduce((count, build) => count + build.lanes, 0);
    const isThere = lanes.every(({ position, parked }) => position >= this.appended.last && parked.length === 0);
    const isTidy = (await this.access.parkedEvents.list(builds.map(({ id }) => id))).length === 0;
    return areAll && isThere && isTidy && builds.every(({ state }) => state !== 'building');
  }

  /** How everything stands, to be read by whoever looks for the reason. */
  private async standing(): Promise<unknown> {
    const [builds, lanes, parked] = await Promise.all([
      this.fed(),
      this.access.lanes.list(),
      this.access.parkedEvents.list(),
    ]);
    return {
      last: this.appended.last,
      running: this.running.map(({ id, reins }) => ({ id, isPaused: reins.isPaused })),
      said: this.said.slice(-20),
      builds: builds.map(({ id, state }) => `${id} ${state}`),
      lanes,
      parked,
    };
  }

  private async builds(state: 'building' | 'live' | 'standby') {
    return (await this.access.builds.list()).filter((build) => build.state === state);
  }

  private async fed() {
    return (await this.access.builds.list()).filter(({ state }) => state !== 'retired');
  }
}
