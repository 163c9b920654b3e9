import { modelId, type Build } from '@doremi/shared/engines/read-side/build';
import type { Lane } from '@doremi/shared/engines/read-side/lanes';
import { isNowhere } from '@doremi/shared/kernel/position';
import type { EngineParts } from './engine-parts.js';

type Parts = Pick<EngineParts, 'readSide' | 'projections' | 'lanesPerBuild' | 'log'>;

/**
 * Replaces builds that no event reaches any more: they are fed no longer, and a new build is begun in place of one that
 * is read or was to be. Two workers at once do the same. Returns whether anything was to be done.
 */
export const heal = async (
  { readSide, projections, lanesPerBuild, log }: Parts,
  builds: readonly Build[],
  lanes: readonly Lane[],
): Promise<boolean> => {
  const nowhere = new Set(lanes.filter(({ position }) => isNowhere(position)).map(({ build }) => build));
  const lost = builds.filter(({ id, stranded }) => nowhere.has(id) && !stranded);
  for (const build of lost)
    if (await readSide.builds.strand(build, 'NO_PLACE'))
      log(`${build.id} is fed no more: its stored position is 2^64-1, which no event ever passes`);
  const models = projections.map(modelId).filter((model) => isInNeed(builds.filter((build) => build.model === model)));
  for (const model of models) {
    const { id } = await readSide.builds.begin(model, lanesPerBuild);
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
