import { until } from './until.js';
import { ENGINE_DEFAULTS } from '../options.js';
import { partitionOf } from '../leased-partition.js';
import { Worker } from '../worker.js';
import { readModelStore, type ReadModelStore } from '@doremi/read-models';
import { startEngines, type Engines } from './engines.js';
import { Expectation, type Entry, type Ledger } from './ledger.js';
import { FaultInjector, type Fault } from './fault-injector.js';
import { newEvent } from '@doremi/event-sourcing/testing';
import { Appended } from './appended.js';

const STREAM = 'ledger';
const MODEL = 'ledger_v1';
const LEASE = 60_000;

/** What a busy machine may take; milliseconds. */
const RECOVERS_WITHIN = 60_000;

interface Running {
  readonly id: string;
  readonly faultInjector: FaultInjector;
  readonly worker: Worker;
  readonly stop: () => Promise<void>;
}

/** The engine on real connections, everything that can happen to it, and what must be true all the while. */
export class Harness {
  readonly expectation = new Expectation();
  readonly faults: Fault[] = [];
  running: Running[] = [];
  private readonly access: ReadModelStore;
  private readonly appended = new Appended();
  private readonly ended: Promise<void>[] = [];
  private readonly crashes: unknown[] = [];
  /** What the workers logged. */
  private readonly said: string[] = [];
  private ahead = 0;
  private started = 0;

  private constructor(private readonly parts: Engines) {
    this.access = readModelStore(parts.mongo, this.now);
  }

  static async start(): Promise<Harness> {
    return new Harness(await startEngines());
  }

  private readonly now = (): Date => new Date(Date.now() + this.ahead);

  /** So much that every lease is over which is not renewed. */
  passTime(): void {
    this.ahead += LEASE + 1;
  }

  async append(entries: readonly Entry[]): Promise<void> {
    const before = this.expectation.length;
    const events = this.expectation.append(entries).map((event) => newEvent(event));
    await this.parts.store.append(STREAM, before - 1, events);
    for (const { position } of await this.parts.store.read(STREAM, before)) this.appended.add(position);
  }

  startWorker(id = `worker-${++this.started}`): void {
    const { mongo, workerStore } = this.parts;
    const stopping = new AbortController();
    const faultInjector = new FaultInjector(this.faults, () => stopping.abort());
    const worker = new Worker({
      ...ENGINE_DEFAULTS,
      id,
      projections: [this.expectation.projection()],
      store: faultInjector.store(workerStore),
      readModels: faultInjector.access(readModelStore(mongo, this.now)),
      observer: {},
      log: (message) => this.said.push(`${id}: ${message}`),
      now: this.now,
      partitionsPerBuild: 3,
      batchSize: 7,
      queueSize: 14,
      // Now every batch is written as soon as it may be, now none before the end or a second is over.
      rebuildMemory: this.started % 2 === 0 ? 1 : ENGINE_DEFAULTS.rebuildMemory,
      leaseMs: LEASE,
      heartbeatMs: 20,
      floors: () => Promise.resolve({}),
      acceptances: { stream: 'acceptances', schemaVersion: 1 },
    });
    const ended = worker.run(stopping.signal).catch((error: unknown) => void this.crashes.push(error));
    this.ended.push(ended);
    const running = {
      id,
      faultInjector,
      worker,
      stop: async () => {
        this.running = this.running.filter((one) => one !== running);
        faultInjector.wakeForGood();
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

  /** Lets the workers get on a little: until some partition has moved, or nothing seems to. */
  async breathe(): Promise<void> {
    const standing = async () => JSON.stringify((await this.access.partitions.list()).map(({ position }) => position));
    const before = await standing();
    await until('a partition moves', async () => (await standing()) !== before, 40).catch(() => undefined);
  }

  /** Waits until every partition has passed everything: folded, left out or held back. */
  async caughtUp(): Promise<void> {
    const isThere = async () => {
      const partitions = await this.access.partitions.list();
      return partitions.length > 0 && partitions.every(({ position }) => position >= this.appended.last);
    };
    await until('every partition is at the end', isThere);
  }

  /** Waits until every worker that runs has partitions: then each has looked at how things stand. */
  sharedOut(): Promise<void> {
    return until('every worker has partitions', async () => {
      const owners = new Set((await this.access.partitions.list()).map(({ owner }) => owner));
      return this.running.every(({ id }) => owners.has(id));
    });
  }

  /** Waits until nothing is said to be held back. */
  nothingParked(): Promise<void> {
    return until('nothing is parked', async () => (await this.access.parkedEvents.list()).length === 0);
  }

  /**
   * Throws where a document is not what its events make, where a partition has passed an event that is not folded, or
   * where the log is taken for another one.
   */
  async check(): Promise<void> {
    const { mismatch } = await this.access.eventLog.read();
    if (mismatch) throw new Error(`false alarm: ${JSON.stringify(mismatch)}`);
    const builds = await this.fed();
    const partitions = await this.access.partitions.list(builds.map(({ id }) => id));
    for (const build of builds) {
      const documents = await this.access.documentsOf(build).load(this.expectation.keys);
      for (const key of this.expectation.keys) {
        const partition = partitions.find(
          (one) => one.build === build.id && one.number === partitionOf(key, build.partitions),
        );
        const document = (documents.get(key)?.document ?? { numbers: [], sum: 0 }) as Ledger;
        this.expectation.check(
          key,
          document,
          partition?.parked.includes(key) ? 0 : this.appended.passedBy(partition?.position),
        );
      }
    }
  }

  /** Everything that ails is mended; then all is caught up with, and every event counted once in every build. */
  async recover(): Promise<void> {
    this.faults.length = 0;
    // One that is at such a call already would fall asleep afterwards.
    for (const { faultInjector } of this.running) faultInjector.wakeForGood();
    this.expectation.cure();
    this.passTime();
    await until('all is caught up with', () => this.hasRecovered(), RECOVERS_WITHIN).catch(async (error: unknown) => {
      throw new Error(`nothing recovers: ${JSON.stringify(await this.standing())}`, { cause: error });
    });
    if (this.crashes.length > 0) throw this.crashes[0];
    await this.check();
    const partitions = await this.access.partitions.list();
    for (const { id } of await this.fed()) {
      const own = partitions.filter(({ build }) => build === id);
      const handled = own.reduce((sum, partition) => sum + partition.handled, 0);
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

  private async hasRecovered(): Promise<boolean> {
    // The last one may be at a call by which it dies.
    if (this.running.length === 0) {
      this.passTime();
      this.startWorker();
    }
    const builds = await this.fed();
    const partitions = await this.access.partitions.list(builds.map(({ id }) => id));
    await this.skipCursed();
    for (const { type, build, key } of await this.access.parkedEvents.list())
      if (type !== 'Cursed') await this.access.parkedEvents.askRetry(build, key);
    const areAll =
      builds.length > 0 && partitions.length === builds.reduce((count, build) => count + build.partitions, 0);
    const isThere = partitions.every(({ position, parked }) => position >= this.appended.last && parked.length === 0);
    const isTidy = (await this.access.parkedEvents.list(builds.map(({ id }) => id))).length === 0;
    return areAll && isThere && isTidy && builds.every(({ state }) => state !== 'building');
  }

  /** How everything stands, to be read by whoever looks for the reason. */
  private async standing(): Promise<unknown> {
    const [builds, partitions, parked] = await Promise.all([
      this.fed(),
      this.access.partitions.list(),
      this.access.parkedEvents.list(),
    ]);
    return {
      last: this.appended.last,
      running: this.running.map(({ id, faultInjector }) => ({ id, isPaused: faultInjector.isPaused })),
      said: this.said.slice(-20),
      builds: builds.map(({ id, state }) => `${id} ${state}`),
      partitions,
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
