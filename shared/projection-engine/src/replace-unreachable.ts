import { type Build, isNowhere, modelId, type Partition } from '@doremi/event-sourcing';
import type { EngineOptions } from './options.js';

type Parts = Pick<EngineOptions, 'readModels' | 'projections' | 'partitionsPerBuild' | 'log'>;

/**
 * Replaces builds that no event reaches any more: they are fed no longer, and a new build is begun in place of one that
 * is read or was to be. Two workers at once do the same. Returns whether anything was to be done.
 */
export const replaceUnreachable = async (
  { readModels, projections, partitionsPerBuild, log }: Parts,
  builds: readonly Build[],
  partitions: readonly Partition[],
): Promise<boolean> => {
  const nowhere = new Set(partitions.filter(({ position }) => isNowhere(position)).map(({ build }) => build));
  const lost = builds.filter(({ id, stranded }) => nowhere.has(id) && !stranded);
  for (const build of lost)
    if (await readModels.builds.strand(build, 'NO_PLACE'))
      log(`${build.id} is fed no more: its stored position is 2^64-1, which no event ever passes`);
  const models = projections.map(modelId).filter((model) => isInNeed(builds.filter((build) => build.model === model)));
  for (const model of models) {
    const { id } = await readModels.builds.begin(model, partitionsPerBuild);
    log(`${id} is being built, because no event reaches the former build any more`);
  }
  return lost.length + models.length > 0;
};

/** Whether what is read of a version, or was to be, is lost, and nothing is on its way in its place. */
const isInNeed = (builds: readonly Build[]): boolean => {
  const wanted = builds.filter(({ state }) => state === 'live' || state === 'building');
  return (
    wanted.some(({ stranded }) => stranded === 'NO_PLACE') &&
    !wanted.some(({ state, stranded }) => state === 'building' && !stranded)
  );
};
