import { setTimeout as delay } from 'node:timers/promises';
import { type Build, EngineUnavailable, modelId, type Partition } from '@doremi/event-sourcing';
import type { ParkedEvent, Worker as Present } from '@doremi/read-models';
import { typesOf } from './any-projection.js';
import type { EngineOptions } from './options.js';
import { Subscription } from './subscription.js';
import { BatchProcessor } from './batch-processor.js';
import { CpuPace } from './cpu-pace.js';
import { DocumentMemory } from './document-buffer.js';
import { FoldedWriter } from './folded-writer.js';
import { areRestored, positionsOf } from './restored-read-models.js';
import { replaceUnreachable } from './replace-unreachable.js';
import { isAsNew, type LeasedPartition, type Target } from './leased-partition.js';
import { advance } from './build-lifecycle.js';
import { atRestEvery, BEATS_OF_A_LOOK, isAlone, isAtRest } from './at-rest.js';
import { LogWatch } from './log-watch.js';
import { Retries } from './retries.js';
import { assignPartitions } from './assign-partitions.js';
import { partitionOfEntry, reconcileParked } from './reconcile-parked.js';

/** What is known of documents that are up to date, so that they need not be read again; bytes. */
const KNOWN_BYTES = 16 * 1024 * 1024;

/** Nobody reads what is being rebuilt: it may be that much older in the store than in memory; milliseconds. */
const WRITE_BEHIND_MS = 1_000;

/** How many events a rebuild folds at once: what lives as short is garbage that costs little. */
const FOLDED_TOGETHER = 512;

/** How often leases are renewed at least while a look takes long, however long they last; milliseconds. */
const HOLD_ON_EVERY = 60_000;

/** The share of documents in a rebuild's memory; the rest is for events on their way, for what is sent, and for garbage. */
const DOCUMENTS_SHARE = 0.5;

/** One worker: it leases its part of the partitions, processes their events, and takes builds through their lives. */
export class Worker {
  private readonly targets = new Map<string, Target>();
  private readonly live: Subscription;
  private readonly rebuild: Subscription;
  private readonly retries: Retries;
  private readonly watch: LogWatch;
  private heartbeat = new AbortController();
  /** Beats until it looks again; 0 unless it is at rest. */
  private restsFor = 0;

  constructor(private readonly parts: EngineOptions) {
    this.watch = new LogWatch(parts);
    this.retries = new Retries({ ...parts, ...parts.readModels, owner: parts.id });
    const writer = new FoldedWriter({ ...parts, ...parts.readModels, owner: parts.id });
    const shared = {
      ...parts,
      watch: this.watch,
      onChange: () => this.wake(),
      onTrouble: (error: Error) => parts.log(`paused: ${error.message}`),
    };
    // The live subscription takes every event, so that a position passes whatever it holds; a rebuild asks for what it
    // folds.
    this.live = new Subscription({
      ...shared,
      processor: new BatchProcessor({ ...parts, writer, memory: new DocumentMemory(KNOWN_BYTES), writeBehindMs: 0 }),
    });
    const pace = new CpuPace(parts.rebuildCores);
    const memory = new DocumentMemory(parts.rebuildMemory * DOCUMENTS_SHARE);
    this.rebuild = new Subscription({
      ...shared,
      batchSize: Math.min(parts.batchSize, FOLDED_TOGETHER),
      pace,
      processor: new BatchProcessor({
        ...parts,
        writer,
        memory,
        writeBehindMs: WRITE_BEHIND_MS,
        rest: (worked) => pace.restAfter(worked),
      }),
      typesOf: (partitions) => [...new Set(partitions.flatMap(({ target }) => typesOf(target.projection)))],
    });
  }

  /** Works until the signal, then lets go of its partitions. Rejects only with a fault that is no engine's absence. */
  async run(signal: AbortSignal): Promise<void> {
    const stop = new AbortController();
    signal.addEventListener('abort', () => stop.abort(), { once: true });
    if (signal.aborted) stop.abort();
    stop.signal.addEventListener('abort', () => this.wake(), { once: true });
    const parts = [this.live.run(stop.signal), this.rebuild.run(stop.signal), this.beat(stop.signal)];
    try {
      await Promise.all(parts.map((part) => part.finally(() => stop.abort())));
    } finally {
      await Promise.allSettled(parts);
      await this.retries.idle();
      await this.leave().catch(() => undefined);
    }
  }

  /** Looks at the read side now instead of at the next heartbeat, or at the end of a rest. */
  wake(): void {
    this.restsFor = 0;
    this.heartbeat.abort();
  }

  private async beat(signal: AbortSignal): Promise<void> {
    let isNew = true;
    while (!signal.aborted) {
      this.parts.observer.heartbeat?.();
      this.heartbeat = new AbortController();
      try {
        // What an earlier run under this name left behind is free at once, and fenced off should it still be there.
        if (isNew) await this.leave();
        isNew = false;
        if (!(await this.staysAtRest())) await this.holdingOn(this.look(signal));
      } catch (error) {
        if (!(error instanceof EngineUnavailable)) throw error;
        this.parts.log(`waiting: ${error.message}`);
      }
      const wait = this.restsFor > 0 ? atRestEvery(this.parts) : this.parts.heartbeatMs;
      await delay(wait, undefined, { signal: this.heartbeat.signal }).catch(() => undefined);
    }
  }

  /**
   * Most beats of one that is at rest say that it is there, hold on to its partitions, and see that nobody else has come.
   * False where that is not enough.
   */
  private async staysAtRest(): Promise<boolean> {
    const restsFor = this.restsFor - 1;
    this.restsFor = 0;
    if (restsFor < 1) return false;
    const { id, readModels, now } = this.parts;
    await this.holdOn();
    if (!isAlone(id, await readModels.workers.present(now()))) return false;
    this.restsFor = this.wasWoken() ? 0 : restsFor;
    return true;
  }

  /** Says that it is there, and renews its leases. */
  private async holdOn(): Promise<void> {
    const { readModels, now, leaseMs } = this.parts;
    const me = this.me(new Date(now().getTime() + leaseMs));
    await readModels.workers.announce(me);
    await readModels.partitions.renew(me.id, [...this.live.held, ...this.rebuild.held], me.until);
  }

  /** Holds on while a look takes longer than a lease lasts: it may wait for much that is being written. */
  private async holdingOn(look: Promise<void>): Promise<void> {
    const every = Math.min(this.parts.leaseMs / 2, HOLD_ON_EVERY);
    const timer = setInterval(() => void this.holdOn().catch(() => undefined), every);
    await look.finally(() => clearInterval(timer));
  }

  private wasWoken(): boolean {
    return this.heartbeat.signal.aborted;
  }

  /** One look at the read side: who is there, which partitions are whose, what comes next for each build. */
  private async look(signal: AbortSignal): Promise<void> {
    const { readModels, now, leaseMs } = this.parts;
    const me = this.me(new Date(now().getTime() + leaseMs));
    await readModels.workers.announce(me);
    const { all, builds } = await this.buildsToFeed();
    const known = positionsOf([...this.live.held, ...this.rebuild.held]);
    const fed = builds.filter(({ state, stranded }) => state !== 'retired' && !stranded);
    const ids = fed.map(({ id }) => id);
    const standing = await readModels.partitions.list(ids);
    if (areRestored(known, standing)) await this.beginAgain();
    const isMismatched = await this.isMismatched();
    if (!isMismatched && (await replaceUnreachable(this.parts, builds, standing))) return this.wake();
    const present = await readModels.workers.present(now());
    const partitions = await this.assign(standing, fed, present, me.until);
    await this.route(partitions.filter(({ owner }) => owner === me.id));
    // After the partitions: what a partition holds back has its entry by then.
    const parked = await readModels.parkedEvents.list(ids);
    for (const subscription of [this.live, this.rebuild]) {
      await reconcileParked(readModels.parkedEvents, subscription, { partitions, parked });
      for (const partition of subscription.held) this.retry(subscription, partition, parked, signal);
    }
    const end = builds.some(({ state }) => state === 'building') ? await this.parts.store.end() : null;
    await advance({ ...this.parts, ...readModels }, { builds, partitions, parked, end }, all);
    if (!isMismatched && !this.wasWoken() && isAtRest(me.id, { present, builds: fed, partitions, parked }))
      this.restsFor = BEATS_OF_A_LOOK;
  }

  /** Whether the log is another one, which others are told of. It may have been accepted by somebody who died over it. */
  private async isMismatched(): Promise<boolean> {
    const { readModels, observer } = this.parts;
    const known = await readModels.eventLog.read();
    await observer.eventLog?.(known);
    return known.mismatch !== null && (await this.watch.agreed()).mismatch !== null;
  }

  /** Forgets where its partitions stood: it is given them again as they are stored. */
  private async beginAgain(): Promise<void> {
    this.parts.log('the read side has gone back to an older copy of itself: going on from what is stored');
    for (const subscription of [this.live, this.rebuild]) await subscription.change([]);
  }

  private me(until: Date) {
    return { id: this.parts.id, models: this.parts.projections.map(modelId), until };
  }

  /** All builds that there are, and those of the read models that this release knows; made ready where they are new. */
  private async buildsToFeed(): Promise<{ readonly all: readonly Build[]; readonly builds: readonly Build[] }> {
    const { projections, readModels, partitionsPerBuild, checkVersion } = this.parts;
    const known = new Map(projections.map((projection) => [modelId(projection), projection]));
    let all = await readModels.builds.list();
    const missing = [...known].filter(([model]) => !all.some((build) => build.model === model));
    for (const [, projection] of missing) await readModels.builds.ensure(projection, partitionsPerBuild);
    if (missing.length > 0) all = await readModels.builds.list();
    const builds = all.filter(({ model }) => known.has(model));
    for (const id of this.targets.keys()) if (!builds.some((build) => build.id === id)) this.targets.delete(id);
    for (const build of builds) {
      const projection = known.get(build.model);
      if (!projection || this.targets.has(build.id) || build.state === 'retired') continue;
      const documents = readModels.documentsOf(build);
      await documents.prepare(projection.indexes);
      await readModels.partitions.prepare(build);
      this.targets.set(build.id, { build, projection, documents, checkVersion });
    }
    return { all, builds };
  }

  /** Lets go of what is too much, takes what is free, holds on to the rest; returns the partitions as they are then. */
  private async assign(
    partitions: readonly Partition[],
    builds: readonly Build[],
    present: readonly Present[],
    until: Date,
  ): Promise<readonly Partition[]> {
    const { id, readModels, now } = this.parts;
    const buildOf = new Map(builds.map((build) => [build.id, build]));
    const shared = partitions.flatMap((partition) => {
      const build = buildOf.get(partition.build);
      return build ? [{ ...partition, model: build.model, building: build.state === 'building' }] : [];
    });
    const { release, take } = assignPartitions(shared, present, this.me(until), now());
    if (release.length > 0) {
      const gone = new Set(release.map((partition) => partition.id));
      for (const subscription of [this.rebuild, this.live])
        await subscription.change(subscription.held.filter((partition) => !gone.has(partition.id)));
      await readModels.partitions.release(id, release);
    }
    await readModels.partitions.renew(
      id,
      partitions.filter(({ owner }) => owner === id),
      until,
    );
    await readModels.partitions.acquire(id, take, until);
    return release.length + take.length > 0 ? readModels.partitions.list([...buildOf.keys()]) : partitions;
  }

  /**
   * A rebuild's partition is fed by the pass from the beginning until it has caught up, and by the live subscription
   * from then on.
   */
  private async route(owned: readonly Partition[]): Promise<void> {
    const moving = new Map(this.rebuild.held.map((partition) => [partition.id, partition]));
    const partitions = owned.flatMap((partition): LeasedPartition[] => {
      const known = moving.get(partition.id);
      const target = this.targets.get(partition.build);
      if (known && isAsNew(known, partition)) return [known];
      if (!target) return [];
      const { id, number, epoch, position, caughtUp, witnessed, parked } = partition;
      return [{ id, target, number, epoch, position, folded: position, caughtUp, witnessed, parked: new Set(parked) }];
    });
    // Decided once: a partition that catches up in between is not given to the other subscription while this one still
    // has it.
    const inRebuild = new Set(
      partitions.filter(({ target, caughtUp }) => target.build.state === 'building' && !caughtUp),
    );
    await this.rebuild.change([...inRebuild]);
    await this.live.change(partitions.filter((partition) => !inRebuild.has(partition)));
  }

  /** What an operator asked for, of the keys that the partition holds back. */
  private retry(
    subscription: Subscription,
    partition: LeasedPartition,
    parked: readonly ParkedEvent[],
    signal: AbortSignal,
  ): void {
    const asked = parked.filter((entry) => entry.retry && partitionOfEntry([partition], entry)?.parked.has(entry.key));
    if (asked.length > 0) void this.retries.retry(subscription, partition, asked, signal).then(() => this.wake());
  }

  private async leave(): Promise<void> {
    const { id, readModels, now, leaseMs } = this.parts;
    const mine = (await readModels.partitions.list()).filter(({ owner }) => owner === id);
    await readModels.partitions.release(id, mine);
    await readModels.workers.leave(id, new Date(now().getTime() - 10 * leaseMs));
  }
}
