import { setTimeout as delay } from 'node:timers/promises';
import {
  type Announcements,
  type Build,
  type EventStore,
  isRefusal,
  liveOf,
  modelId,
  type Refusal,
  refuse,
  watermarkOf,
} from '@doremi/event-sourcing';
import type { AnyProjection } from './any-projection.js';
import { obstacleTo, promote, type Seen } from './build-lifecycle.js';
import type { ReadModelStore } from '@doremi/read-models';

interface Parts {
  readonly projections: readonly Pick<AnyProjection, 'name' | 'version'>[];
  readonly readModels: ReadModelStore;
  readonly store: Pick<EventStore, 'end'>;
  readonly announcements?: Pick<Announcements, 'publish'>;
  readonly partitionsPerBuild: number;
  /** Lets this worker act at once. */
  readonly wake: () => void;
  readonly log: (message: string) => void;
}

/** The build that was acted on, and whose it is. */
export interface BuildOutcome {
  readonly name: string;
  readonly build: string;
}

/** Both builds are fed by the same events, so the one that is a batch behind is given this long; milliseconds. */
const CATCHES_UP_WITHIN = 2_000;
const LOOK_EVERY = 25;

/** What an operator does to builds. Each is one atomic update, and refused while its condition is not met. */
export class BuildOperations {
  constructor(private readonly parts: Parts) {}

  /** Begins a new build beside the live one; joins the one that is under way. */
  async rebuild(name: string, by: string): Promise<BuildOutcome | Refusal> {
    const model = this.modelOf(name);
    if (isRefusal(model)) return model;
    const build = await this.parts.readModels.builds.begin(model.id, this.parts.partitionsPerBuild);
    return this.done(build, `is being built`, by);
  }

  /** Drops a build that is under way; `target` is its id, or the projection's name. */
  async cancel(target: string, by: string): Promise<BuildOutcome | Refusal> {
    const builds = await this.builds();
    const model = this.modelOf(target);
    const build = builds.find((one) =>
      isRefusal(model) ? one.id === target : one.model === model.id && one.state === 'building',
    );
    if (!build) return isRefusal(model) ? notFound(builds) : refuse('NO_REBUILD_UNDER_WAY', { name: target });
    // The first build of a new version is all that its readers wait for.
    if (!liveOf(builds, build.model)) return refuse('BUILD_IS_ONLY_ONE', { build: build.id });
    if (!(await this.parts.readModels.builds.retire(build, ['building'])))
      return refuse('NO_REBUILD_UNDER_WAY', { build: build.id });
    return this.done(build, 'is cancelled', by);
  }

  /** Reads go to this build from now on. */
  async promote(id: string, by: string): Promise<BuildOutcome | Refusal> {
    const builds = await this.builds();
    const build = builds.find((one) => one.id === id);
    return build ? this.read(build, by) : notFound(builds);
  }

  /** Reads go back to the build that was read before. */
  async rollback(name: string, by: string): Promise<BuildOutcome | Refusal> {
    const model = this.modelOf(name);
    if (isRefusal(model)) return model;
    const standby = (await this.builds())
      .filter((build) => build.model === model.id && build.state === 'standby')
      .sort((a, b) => Number(b.standbySince) - Number(a.standbySince));
    return standby[0] ? this.read(standby[0], by) : refuse('NO_WAY_BACK', { name });
  }

  /** Takes a build that is kept as a way back out of service. */
  async retire(id: string, by: string): Promise<BuildOutcome | Refusal> {
    const builds = await this.builds();
    const build = builds.find((one) => one.id === id);
    if (!build) return notFound(builds);
    if (await this.parts.readModels.builds.retire(build, ['standby'])) return this.done(build, 'is retired', by);
    return refuse(build.state === 'building' ? 'BUILD_UNDER_WAY' : 'BUILD_IS_LIVE', { build: id });
  }

  private async read(build: Build, by: string): Promise<BuildOutcome | Refusal> {
    if (build.state === 'live') return refuse('BUILD_IS_LIVE', { build: build.id });
    for (const giveUpAt = Date.now() + CATCHES_UP_WITHIN; ;) {
      const seen = await this.seen();
      const obstacle = obstacleTo(build, seen);
      if (!obstacle && (await promote({ ...this.parts, ...this.parts.readModels }, build, seen)))
        return this.done(build, 'is live', by);
      const mayPass = obstacle === null || obstacle === 'BUILD_BEHIND';
      if (!mayPass || Date.now() > giveUpAt) return refuse(obstacle ?? 'BUILDS_CHANGED', standing(build, seen));
      await delay(LOOK_EVERY);
    }
  }

  private async seen(): Promise<Seen> {
    const { builds, partitions, parkedEvents } = this.parts.readModels;
    const [listed, partitionsThen, parked] = await Promise.all([builds.list(), partitions.list(), parkedEvents.list()]);
    return { builds: listed, partitions: partitionsThen, parked, end: await this.parts.store.end() };
  }

  private async builds(): Promise<readonly Build[]> {
    return (await this.parts.readModels.builds.list()).filter(({ state }) => state !== 'retired');
  }

  private modelOf(name: string): { readonly id: string } | Refusal {
    const { projections } = this.parts;
    const projection = projections.find((one) => one.name === name);
    if (projection) return { id: modelId(projection) };
    return refuse('PROJECTION_NOT_FOUND', { known: projections.map((one) => one.name) });
  }

  private done({ name, id }: Build, what: string, by: string): BuildOutcome {
    this.parts.log(`${id} ${what}, as ${by} asked`);
    this.parts.wake();
    return { name, build: id };
  }
}

const notFound = (builds: readonly Build[]): Refusal =>
  refuse('BUILD_NOT_FOUND', { known: builds.map(({ id }) => id) });

/** What a refused promotion is about. */
const standing = (build: Build, { builds, partitions, parked }: Seen): Readonly<Record<string, unknown>> => {
  const live = liveOf(builds, build.model);
  const watermark = (id: string | undefined) => watermarkOf(partitions.filter((partition) => partition.build === id));
  return {
    build: build.id,
    live: live?.id ?? null,
    watermark: watermark(build.id),
    liveWatermark: watermark(live?.id),
    parked: parked.filter((event) => event.build === build.id).length,
  };
};
