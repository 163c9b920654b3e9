import { type Build, modelId, type ReadModel } from '@doremi/event-sourcing';
import type { ReadModelStore } from '@doremi/read-models';

interface Parts extends Pick<ReadModelStore, 'builds' | 'workers'> {
  readonly projections: readonly Pick<ReadModel, 'name' | 'version'>[];
  readonly log: (message: string) => void;
  readonly now: () => Date;
  readonly retireAfterMs: number;
}

/**
 * Looks after versions that an older release left behind: its workers feed its builds for as long as they are there.
 * Once they are gone and a newer version is read, the older one is kept for a way back, then retired as a whole.
 * `all` are the builds that there are. Returns those of older versions that are retired and can go.
 */
export const retireOldVersions = async (parts: Parts, all: readonly Build[]): Promise<readonly Build[]> => {
  const { builds, workers, log, now, retireAfterMs } = parts;
  const older = olderThanOurs(all, parts.projections);
  if (older.length === 0) return [];
  const fed = new Set((await workers.present(now())).flatMap(({ models }) => models));
  const models = [...new Set(older.map(({ model }) => model))];
  await builds.noteInUse(models.filter((model) => fed.has(model)));
  const left = models.filter((model) => !fed.has(model));
  await builds.noteSuperseded(left);
  const before = new Date(now().getTime() - retireAfterMs);
  for (const model of left) {
    const own = older.filter((build) => build.model === model && build.state !== 'retired');
    if (own.length > 0 && (await builds.retireVersion(model, own, before))) log(`${model} is retired`);
  }
  return older.filter(({ state, model }) => state === 'retired' && left.includes(model));
};

/** Builds of versions before those of this release, where this release's own is live and whole. */
const olderThanOurs = (builds: readonly Build[], projections: Parts['projections']): Build[] =>
  projections.flatMap((projection) => {
    const model = modelId(projection);
    const isRead = builds.some((build) => build.model === model && build.state === 'live' && build.builtAt);
    return isRead ? builds.filter(({ name, version }) => name === projection.name && version < projection.version) : [];
  });
