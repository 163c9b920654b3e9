import type { AnyProjection } from './fresh-fold.js';

/** Where the projections are built, seen from here; at run time only, so that this program builds without them. */
const BUILT = new URL('../../../../projections/dist/all-projections.js', import.meta.url);

/** The projections that this release feeds, as it was built. */
export const projectionsOfThisRelease = async (): Promise<readonly AnyProjection[]> => {
  const { allProjections } = (await import(BUILT.href)) as { readonly allProjections: readonly AnyProjection[] };
  return allProjections;
};
