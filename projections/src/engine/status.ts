import { liveOf, modelId, type Build, type BuildState } from '@doremi/shared/engines/read-side/build';
import { watermarkOf, type Lane } from '@doremi/shared/engines/read-side/lanes';
import type { EventStore } from '@doremi/shared/engines/event-store';
import type { ReadModel } from '@doremi/shared/kernel/projection';
import type { Position } from '@doremi/shared/kernel/position';
import type { WriteAccess } from './write-access.js';
import { handledBy, progressOf, Rates, type Progress } from './progress.js';

export interface LaneStatus {
  readonly lane: number;
  readonly position: Position;
  /** The worker that feeds it; null when nobody does. */
  readonly owner: string | null;
}

export interface BuildStatus {
  readonly build: string;
  readonly state: BuildState;
  /** Whether it has seen everything once. */
  readonly built: boolean;
  readonly documents: number;
  readonly watermark: Position | null;
  /** Age of the oldest thing not handled; 0 when nothing waits, null when nobody feeds it. */
  readonly lagSeconds: number | null;
  readonly lanes: readonly LaneStatus[];
  readonly parked: number;
  /** Of a rebuild under way. */
  readonly progress?: Progress;
}

export interface ProjectionStatus {
  readonly name: string;
  readonly version: number;
  /** The build that is read; null when there is none. */
  readonly live: string | null;
  readonly builds: readonly BuildStatus[];
}

interface Parts {
  readonly projections: readonly ReadModel[];
  readonly readSide: WriteAccess;
  readonly store: Pick<EventStore, 'end'>;
  readonly now: () => Date;
  readonly leaseMs: number;
}

/** How the projections stand, as the read side has it: the same answer from every worker. */
export class StatusBoard {
  private readonly rates: Rates;
  private readonly startedAt: number;

  constructor(private readonly parts: Parts) {
    this.rates = new Rates(parts.now);
    this.startedAt = parts.now().getTime();
  }

  /** Every projection with its builds, the newest first. */
  async look(): Promise<ProjectionStatus[]> {
    const { readSide, store, projections } = this.parts;
    const [builds, lanes, parked] = await Promise.all([
      readSide.builds.list(),
      readSide.lanes.list(),
      readSide.parkedEvents.list(),
    ]);
    const end = builds.some(({ state }) => state === 'building') ? await store.end() : null;
    const lanesOf = (build: Build | undefined): readonly Lane[] => lanes.filter((lane) => lane.build === build?.id);
    this.noteRates(builds, lanesOf);
    const statusOf = async (build: Build): Promise<BuildStatus> => {
      const own = lanesOf(build);
      const rate = this.rates.of(build, handledBy(own));
      return {
        build: build.id,
        state: build.state,
        built: build.builtAt !== null,
        documents: await readSide.documentsOf(build).count(),
        watermark: watermarkOf(own),
        lagSeconds: this.lagOf(own),
        lanes: own.map(({ lane, position, owner }) => ({ lane, position, owner })),
        parked: parked.filter((event) => event.build === build.id).length,
        ...(build.state === 'building' && {
          progress: progressOf(own, lanesOf(liveOf(builds, build.model)), end, rate),
        }),
      };
    };
    return Promise.all(
      projections.map(async ({ name, version }) => {
        const model = modelId({ name, version });
        const own = builds.filter((build) => build.model === model && build.state !== 'retired');
        own.sort((a, b) => b.number - a.number);
        const live = liveOf(builds, model)?.id ?? null;
        return { name, version, live, builds: await Promise.all(own.map(statusOf)) };
      }),
    );
  }

  private noteRates(builds: readonly Build[], lanesOf: (build: Build) => readonly Lane[]): void {
    const building = builds.filter(({ state }) => state === 'building');
    for (const build of building) this.rates.note(build.id, handledBy(lanesOf(build)));
    this.rates.keepOnly(new Set(building.map(({ id }) => id)));
  }

  private lagOf(lanes: readonly Lane[]): number | null {
    const now = this.parts.now().getTime();
    // A lease from before this process began may be that of a dead worker: one that lives has renewed it since.
    const isFed = ({ owner, until }: Lane): boolean =>
      owner !== null && until.getTime() > now && until.getTime() > this.startedAt + this.parts.leaseMs;
    if (lanes.length === 0 || !lanes.every(isFed)) return null;
    return Math.max(...lanes.map(({ behindSince }) => (behindSince ? (now - behindSince.getTime()) / 1_000 : 0)), 0);
  }
}
