import {
  type Build,
  type BuildState,
  type EventStore,
  liveOf,
  modelId,
  type Partition,
  type Position,
  type ReadModel,
  type Stranded,
  watermarkOf,
} from '@doremi/event-sourcing';
import type { ParkedEvent, ReadModelStore, SkippedEvent } from '@doremi/read-models';
import { handledBy, progressOf, Rates, type Progress } from './progress.js';
import { Throughput } from './throughput.js';

/** As operators are told: a partition is a lane there. */
export interface LaneStatus {
  readonly lane: number;
  readonly position: Position;
  /** The worker that feeds it; null when nobody does. */
  readonly owner: string | null;
}

/** That of a build which is still there. */
type KeptState = Exclude<BuildState, 'retired'>;
type Kept = Build & { readonly state: KeptState };

export interface BuildStatus {
  readonly build: string;
  readonly state: KeptState;
  /** Whether it has seen everything once. */
  readonly built: boolean;
  /** Why its place is none of this log; then nobody feeds it. Null while it is one. */
  readonly stranded: Stranded | null;
  readonly documents: number;
  readonly watermark: Position | null;
  /** Age of the oldest thing not handled; 0 when nothing waits, null when nobody feeds it. */
  readonly lagSeconds: number | null;
  /** Events that it handles, of late; null at the first look. */
  readonly eventsPerSecond: number | null;
  readonly lanes: readonly LaneStatus[];
  readonly parked: number;
  /** Events that an operator passed over. */
  readonly skipped: number;
  /** Seconds since a rebuild handled anything, although there is more to handle; 0 while it gets on. */
  readonly stuckSeconds: number;
  /** Of a rebuild under way. */
  readonly progress?: Progress;
}

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  /** Whether this release feeds it. A version of another one is fed by that one's workers, while there are any. */
  readonly isCurrent: boolean;
  /** The build that is read; null when there is none. */
  readonly live: string | null;
  readonly builds: readonly BuildStatus[];
}

interface Parts {
  readonly projections: readonly ReadModel[];
  readonly readModels: ReadModelStore;
  readonly store: Pick<EventStore, 'end'>;
  readonly now: () => Date;
  readonly leaseMs: number;
}

/** What one look saw. */
interface All {
  readonly builds: readonly Build[];
  readonly partitions: readonly Partition[];
  readonly parked: readonly ParkedEvent[];
  readonly skipped: readonly SkippedEvent[];
  /** The log's end, where it matters. */
  readonly end: Position | null;
}

/** How the projections stand, as the read side has it: the same answer from every worker. */
export class StatusBoard {
  private readonly rates: Rates;
  private readonly throughput: Throughput;
  private readonly startedAt: number;

  constructor(private readonly parts: Parts) {
    this.rates = new Rates(parts.now);
    this.throughput = new Throughput(parts.now);
    this.startedAt = parts.now().getTime();
  }

  /** Every projection with its builds, the newest first; those of this release before what is there of others. */
  async look(): Promise<ProjectionStatus[]> {
    const { readModels, store, projections } = this.parts;
    const [builds, partitions, parked, skipped] = await Promise.all([
      readModels.builds.list(),
      readModels.partitions.list(),
      readModels.parkedEvents.list(),
      readModels.skippedEvents.list(),
    ]);
    const end = builds.some(({ state }) => state === 'building') ? await store.end() : null;
    const all: All = { builds, partitions, parked, skipped, end };
    this.noteRates(all);
    const names = new Set(projections.map(({ name }) => name));
    const current = projections.map(modelId);
    const others = builds.filter(({ name, model }) => names.has(name) && !current.includes(model));
    const otherModels = [...new Map(others.map((build) => [build.model, build])).values()];
    const statuses = [...projections, ...otherModels].map(async ({ name, version }): Promise<ProjectionStatus> => {
      const model = modelId({ name, version });
      const own = builds.filter((build): build is Kept => build.model === model && build.state !== 'retired');
      own.sort((a, b) => b.number - a.number);
      const live = liveOf(builds, model)?.id ?? null;
      const isCurrent = current.includes(model);
      return {
        name,
        version,
        isCurrent,
        live,
        builds: await Promise.all(own.map((build) => this.statusOf(build, all))),
      };
    });
    return (await Promise.all(statuses)).filter(({ isCurrent, builds }) => isCurrent || builds.length > 0);
  }

  private async statusOf(build: Kept, all: All): Promise<BuildStatus> {
    const own = partitionsOf(build, all);
    const ofBuild = ({ build: id }: { readonly build: string }): boolean => id === build.id;
    const live = liveOf(all.builds, build.model);
    return {
      build: build.id,
      state: build.state,
      built: build.builtAt !== null,
      stranded: build.stranded,
      documents: await this.parts.readModels.documentsOf(build).count(),
      watermark: watermarkOf(own),
      lagSeconds: build.stranded ? null : this.lagOf(own),
      eventsPerSecond: this.throughput.of(build.id, handledBy(own)),
      lanes: own.map(({ number, position, owner }) => ({ lane: number, position, owner })),
      parked: all.parked.filter(ofBuild).length,
      skipped: all.skipped.filter(ofBuild).length,
      stuckSeconds: own.every(({ caughtUp }) => caughtUp) && own.length > 0 ? 0 : this.rates.stillFor(build.id),
      ...(build.state === 'building' && {
        progress: progressOf(own, live ? partitionsOf(live, all) : [], all.end, this.paceOf(build, all)),
      }),
    };
  }

  private paceOf(build: Build, all: All) {
    const own = partitionsOf(build, all);
    return this.rates.paceOf(build, handledBy(own), watermarkOf(own), all.end);
  }

  private noteRates(all: All): void {
    for (const build of all.builds) this.throughput.note(build.id, handledBy(partitionsOf(build, all)));
    this.throughput.keepOnly(new Set(all.builds.map(({ id }) => id)));
    const building = all.builds.filter(({ state }) => state === 'building');
    for (const build of building)
      this.rates.note(build.id, handledBy(partitionsOf(build, all)), watermarkOf(partitionsOf(build, all)));
    this.rates.keepOnly(new Set(building.map(({ id }) => id)));
  }

  private lagOf(partitions: readonly Partition[]): number | null {
    const now = this.parts.now().getTime();
    // A lease from before this process began may be that of a dead worker: one that lives has renewed it since.
    const isFed = ({ owner, until }: Partition): boolean =>
      owner !== null && until.getTime() > now && until.getTime() > this.startedAt + this.parts.leaseMs;
    if (partitions.length === 0 || !partitions.every(isFed)) return null;
    return Math.max(
      ...partitions.map(({ behindSince }) => (behindSince ? (now - behindSince.getTime()) / 1_000 : 0)),
      0,
    );
  }
}

const partitionsOf = (build: Build, { partitions }: Pick<All, 'partitions'>): readonly Partition[] =>
  partitions.filter((partition) => partition.build === build.id);
