import type { Schema } from '../api/client.js';

export type Model = Schema<'ProjectionStatus'>;
export type Build = Model['builds'][number];

/** What can be asked for a read model as a whole. */
export type ModelAct = 'rebuild' | 'rollback';
/** What can be asked for one of its builds. */
export type BuildAct = 'promote' | 'cancel' | 'retire' | 'verify' | 'compare';

const isUnderWay = ({ state }: Build): boolean => state === 'building';
const isStandby = ({ state }: Build): boolean => state === 'standby';

/** What makes sense to ask for a read model; a version of another release is that one's business. */
export const actsOfModel = ({ isCurrent, builds }: Model): readonly ModelAct[] => {
  if (!isCurrent) return [];
  return builds.some(isStandby) ? ['rebuild', 'rollback'] : ['rebuild'];
};

/** What makes sense to ask for a build. Whether it may be is the answer's to say. */
export const actsOfBuild = (build: Build, { isCurrent, live, builds }: Model): readonly BuildAct[] => {
  if (!isCurrent) return isStandby(build) ? ['retire'] : [];
  const others = builds.filter((one) => one !== build && (build.state !== 'live' || isStandby(one)));
  const compare: BuildAct[] = others.length > 0 ? ['compare'] : [];
  if (isUnderWay(build)) return ['promote', ...(live === null ? [] : (['cancel'] as const)), 'verify', ...compare];
  return isStandby(build) ? ['promote', 'verify', ...compare, 'retire'] : ['verify', ...compare];
};

/**
 * The build that going back leads to, where there is but one: whoever names it gets there though somebody else was quicker, and does
 * not turn them back.
 */
export const wayBack = ({ builds }: Model): string | null => {
  const [only, ...others] = builds.filter(isStandby);
  return only && others.length === 0 ? only.build : null;
};

/** How much of it is done, 0 to 1; null where nobody knows. */
export const shareOf = ({ progress }: Build): number | null =>
  progress?.total == null ? null : progress.total === 0 ? 1 : Math.min(1, progress.handled / progress.total);

/** The build that is read, and the one under way. */
export const liveBuild = ({ live, builds }: Model): Build | undefined => builds.find(({ build }) => build === live);
export const underWay = ({ builds }: Model): Build | undefined => builds.find(isUnderWay);
