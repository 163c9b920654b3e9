import { setTimeout as delay } from 'node:timers/promises';
import { EngineUnavailable } from '@doremi/shared/engines/event-store';
import { modelId, type Build } from '@doremi/shared/engines/read-side/build';
import type { Lane } from '@doremi/shared/engines/read-side/lanes';
import type { ParkedEvent } from '@doremi/shared/engines/read-side/parked-events';
import { typesOf } from './any-projection.js';
import type { EngineParts } from './engine-parts.js';
import { Feed } from './feed.js';
import { Feeder } from './feeder.js';
import { hasGoneBack, placesOf } from './gone-back.js';
import { heal } from './healing.js';
import { isAsNew, type HeldLane, type Target } from './held-lane.js';
import { advance } from './lifecycle.js';
import { LogWatch } from './log-watch.js';
import { Retries } from './retries.js';
import { shareOut } from './share.js';
import { laneOfEntry, tidyEntries } from './upkeep.js';

/** One worker: it holds its share of the lanes, feeds them, and takes builds through their lives. */
export class Worker {
  private readonly targets = new Map<string, Target>();
  private readonly live: Feed;
  private readonly rebuild: Feed;
  private readonly retries: Retries;
  private readonly watch: LogWatch;
  private heartbeat = new AbortController();

  constructor(private readonly parts: EngineParts) {
    this.watch = new LogWatch(parts);
    this.retries = new Retries({ ...parts, ...parts.readSide, owner: parts.id });
    const feeder = new Feeder({ ...parts, ...parts.readSide, owner: parts.id });
    const shared = {
      ...parts,
      feeder,
      watch: this.watch,
      onChange: () => this.wake(),
      onTrouble: (error: Error) => parts.log(`paused: ${error.message}`),
    };
    // The live feed takes every event, so that a position passes whatever it holds; a rebuild asks for what it folds.
    this.live = new Feed(shared);
    this.rebuild = new Feed({
      ...shared,
      typesOf: (lanes) => [...new Set(lanes.flatMap(({ target }) => typesOf(target.projection)))],
    });
  }

  /** Works until the signal, then lets go of its lanes. Rejects only with a fault that is no engine's absence. */
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

  /** Looks at the read side now instead of at the next heartbeat. */
  wake(): void {
    this.heartbeat.abort();
  }

  private async beat(signal: AbortSignal): Promise<void> {
    let isNew = true;
    while (!signal.aborted) {
      this.parts.cameRound?.();
      this.heartbeat = new AbortController();
      try {
        // What an earlier run under this name left behind is free at once, and fenced off should it still be there.
        if (isNew) await this.leave();
        isNew = false;
        await this.look(signal);
      } catch (error) {
        if (!(error instanceof EngineUnavailable)) throw error;
        this.parts.log(`waiting: ${error.message}`);
      }
      await delay(this.parts.heartbeatMs, undefined, { signal: this.heartbeat.signal }).catch(() => undefined);
    }
  }

  /** One look at the read side: who is there, which lanes are whose, what comes next for each build. */
  private async look(signal: AbortSignal): Promise<void> {
    const { readSide, now, leaseMs } = this.parts;
    const me = this.me(new Date(now().getTime() + leaseMs));
    await readSide.workers.announce(me);
    const builds = await this.buildsToFeed();
    const places = placesOf([...this.live.held, ...this.rebuild.held]);
    const fed = builds.filter(({ state, stranded }) => state !== 'retired' && !stranded);
    const ids = fed.map(({ id }) => id);
    const standing = await readSide.lanes.list(ids);
    if (hasGoneBack(places, standing)) await this.beginAgain();
    if (!(await this.isMismatched()) && (await heal(this.parts, builds, standing))) return this.wake();
    const lanes = await this.share(standing, fed, me.until);
    await this.route(lanes.filter(({ owner }) => owner === me.id));
    // After the lanes: what a lane holds back has its entry by then.
    const parked = await readSide.parkedEvents.list(ids);
    for (const feed of [this.live, this.rebuild]) {
      await tidyEntries(readSide.parkedEvents, feed, { lanes, parked });
      for (const lane of feed.held) this.retry(feed, lane, parked, signal);
    }
    const end = builds.some(({ state }) => state === 'building') ? await this.parts.store.end() : null;
    await advance({ ...this.parts, ...readSide }, { builds, lanes, parked, end });
  }

  /** Whether the log is another one, which others are told of. It may have been accepted by somebody who died over it. */
  private async isMismatched(): Promise<boolean> {
    const { readSide, herald } = this.parts;
    const known = await readSide.eventLog.read();
    await herald?.say(known);
    return known.mismatch !== null && (await this.watch.agreed()).mismatch !== null;
  }

  /** Forgets where its lanes stood: it is given them again as they are stored. */
  private async beginAgain(): Promise<void> {
    this.parts.log('the read side has gone back to an older copy of itself: going on from what is stored');
    for (const feed of [this.live, this.rebuild]) await feed.change([]);
  }

  private me(until: Date) {
    return { id: this.parts.id, models: this.parts.projections.map(modelId), until };
  }

  /** The builds of the read models that this release knows; made ready where they are new. */
  private async buildsToFeed(): Promise<Build[]> {
    const { projections, readSide, lanesPerBuild } = this.parts;
    const known = new Map(projections.map((projection) => [modelId(projection), projection]));
    const list = async () => (await readSide.builds.list()).filter(({ model }) => known.has(model));
    let builds = await list();
    const missing = [...known].filter(([model]) => !builds.some((build) => build.model === model));
    for (const [, projection] of missing) await readSide.builds.ensure(projection, lanesPerBuild);
    if (missing.length > 0) builds = await list();
    for (const id of this.targets.keys()) if (!builds.some((build) => build.id === id)) this.targets.delete(id);
    for (const build of builds) {
      const projection = known.get(build.model);
      if (!projection || this.targets.has(build.id) || build.state === 'retired') continue;
      const documents = readSide.documentsOf(build);
      await documents.prepare(projection.indexes);
      await readSide.lanes.prepare(build);
      this.targets.set(build.id, { build, projection, documents });
    }
    return builds;
  }

  /** Lets go of what is too much, takes what is free, holds on to the rest; returns the lanes as they are then. */
  private async share(lanes: readonly Lane[], builds: readonly Build[], until: Date): Promise<readonly Lane[]> {
    const { id, readSide, now } = this.parts;
    const buildOf = new Map(builds.map((build) => [build.id, build]));
    const shared = lanes.flatMap((lane) => {
      const build = buildOf.get(lane.build);
      return build ? [{ ...lane, model: build.model, building: build.state === 'building' }] : [];
    });
    const { release, take } = shareOut(shared, await readSide.workers.present(now()), this.me(until), now());
    if (release.length > 0) {
      const gone = new Set(release.map((lane) => lane.id));
      for (const feed of [this.rebuild, this.live]) await feed.change(feed.held.filter((lane) => !gone.has(lane.id)));
      await readSide.lanes.release(id, release);
    }
    await readSide.lanes.renew(
      id,
      lanes.filter(({ owner }) => owner === id),
      until,
    );
    await readSide.lanes.acquire(id, take, until);
    return release.length + take.length > 0 ? readSide.lanes.list([...buildOf.keys()]) : lanes;
  }

  /** A rebuild's lane is fed by the pass from the beginning until it has caught up, and by the live feed from then on. */
  private async route(owned: readonly Lane[]): Promise<void> {
    const moving = new Map(this.rebuild.held.map((lane) => [lane.id, lane]));
    const lanes = owned.flatMap((lane): HeldLane[] => {
      const known = moving.get(lane.id);
      const target = this.targets.get(lane.build);
      if (known && isAsNew(known, lane)) return [known];
      if (!target) return [];
      const { id, epoch, position, caughtUp, witnessed, parked } = lane;
      return [{ id, target, lane: lane.lane, epoch, position, caughtUp, witnessed, parked: new Set(parked) }];
    });
    // Decided once: a lane that catches up in between is not given to the other feed while this one still has it.
    const inRebuild = new Set(lanes.filter(({ target, caughtUp }) => target.build.state === 'building' && !caughtUp));
    await this.rebuild.change([...inRebuild]);
    await this.live.change(lanes.filter((lane) => !inRebuild.has(lane)));
  }

  /** What an operator asked for, of the keys that the lane holds back. */
  private retry(feed: Feed, lane: HeldLane, parked: readonly ParkedEvent[], signal: AbortSignal): void {
    const asked = parked.filter((entry) => entry.retry && laneOfEntry([lane], entry)?.parked.has(entry.key));
    if (asked.length > 0) void this.retries.retry(feed, lane, asked, signal).then(() => this.wake());
  }

  private async leave(): Promise<void> {
    const { id, readSide, now, leaseMs } = this.parts;
    const mine = (await readSide.lanes.list()).filter(({ owner }) => owner === id);
    await readSide.lanes.release(id, mine);
    await readSide.workers.leave(id, new Date(now().getTime() - 10 * leaseMs));
  }
}
