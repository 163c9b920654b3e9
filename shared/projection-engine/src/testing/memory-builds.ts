import { type Build, buildId, type BuildState, modelId } from '@doremi/event-sourcing';
import type { ReadModelStore } from '@doremi/read-models';

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

/** One version of a read model. */
interface Version {
  readonly first: Pick<Build, 'model' | 'name' | 'version' | 'database'>;
  lastBuild: number;
  supersededSince: Date | null;
  readonly builds: Map<number, Mutable<Build>>;
}

/** The registry of builds, in memory. */
export const memoryBuilds = (now: () => Date): ReadModelStore['builds'] => {
  const versions = new Map<string, Version>();
  const all = (): Build[] =>
    [...versions.values()].flatMap(({ builds, supersededSince }) =>
      [...builds.values()].map((build) => ({ ...build, supersededSince })),
    );
  const stored = ({ model, number }: Build) => versions.get(model)?.builds.get(number);
  const add = (version: Version, state: BuildState, partitions: number): Mutable<Build> => {
    const number = ++version.lastBuild;
    const build: Mutable<Build> = {
      ...version.first,
      id: buildId(version.first.model, number),
      number,
      state,
      partitions,
      createdAt: now(),
      builtAt: null,
      promotedAt: state === 'live' ? now() : null,
      standbySince: null,
      retiredAt: null,
      stranded: null,
      supersededSince: null,
    };
    version.builds.set(number, build);
    return build;
  };
  const put = (build: Mutable<Build> | undefined, from: readonly BuildState[]): boolean => {
    if (!build || build.state === 'live' || !from.includes(build.state)) return false;
    Object.assign(build, { state: 'retired', retiredAt: now() } satisfies Partial<Build>);
    return true;
  };

  return {
    list: async () => Promise.resolve(all()),
    ensure: async ({ name, version, database }, partitions) => {
      const model = modelId({ name, version });
      if (versions.has(model)) return;
      const isFirst = ![...versions.values()].some(({ first }) => first.name === name);
      const made: Version = {
        first: { model, name, version, database },
        lastBuild: 0,
        supersededSince: null,
        builds: new Map(),
      };
      versions.set(model, made);
      add(made, isFirst ? 'live' : 'building', partitions);
      return Promise.resolve();
    },
    begin: async (model, partitions) => {
      const version = versions.get(model);
      if (!version) throw new Error(`there is no read model ${model}`);
      const underWay = [...version.builds.values()].find(({ state }) => state === 'building');
      if (underWay && !underWay.stranded) return { ...underWay };
      put(underWay, ['building']);
      return Promise.resolve({ ...add(version, 'building', partitions) });
    },
    markBuilt: async (build) => {
      const own = stored(build);
      if (own) own.builtAt ??= now();
      return Promise.resolve();
    },
    strand: async (build, why) => {
      const own = stored(build);
      if (!own || own.stranded) return false;
      own.stranded = why;
      return Promise.resolve(true);
    },
    promote: async (next, live) => {
      const own = stored(next);
      const builds = [...(versions.get(next.model)?.builds.values() ?? [])];
      const isAsSeen = builds.find(({ state }) => state === 'live')?.number === live?.number;
      if (!own || !isAsSeen || (own.state !== 'building' && own.state !== 'standby')) return false;
      const former = live && stored(live);
      if (former) Object.assign(former, { state: 'standby', standbySince: now() } satisfies Partial<Build>);
      Object.assign(own, { state: 'live', promotedAt: now(), standbySince: null } satisfies Partial<Build>);
      return Promise.resolve(true);
    },
    retire: async (build, from) => Promise.resolve(put(stored(build), from)),
    noteSuperseded: async (models) => {
      for (const model of models) {
        const version = versions.get(model);
        if (version) version.supersededSince ??= now();
      }
      return Promise.resolve();
    },
    noteInUse: async (models) => {
      for (const model of models) {
        const version = versions.get(model);
        if (version) version.supersededSince = null;
      }
      return Promise.resolve();
    },
    retireVersion: async (model, builds, before) => {
      const since = versions.get(model)?.supersededSince;
      if (!since || since > before) return false;
      const own = builds.filter((build) => build.model === model && build.state !== 'retired').map(stored);
      if (own.includes(undefined)) return false;
      for (const build of own) Object.assign(build ?? {}, { state: 'retired', retiredAt: now() });
      return Promise.resolve(true);
    },
    forget: async (build) => {
      const version = versions.get(build.model);
      if (stored(build)?.state === 'retired') version?.builds.delete(build.number);
      if (version?.builds.size === 0) versions.delete(build.model);
      return Promise.resolve();
    },
  };
};
