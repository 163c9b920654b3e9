import { answered, api } from '../api/client.js';
import { type Look, useLook } from './look.js';
import type { Build } from './build-actions.js';
import { Samples } from './samples.js';

/** What was seen of all builds while somebody looked at any page of them. */
export const rates = new Samples();
export const lags = new Samples();

const valuesOf = (builds: readonly Build[], value: (build: Build) => number | null): ReadonlyMap<string, number> =>
  new Map(builds.flatMap((one) => (value(one) === null ? [] : [[one.build, value(one) ?? 0]])));

const ask = async () => {
  const told = await answered(api.GET('/ops/projections'));
  const builds = told.projections.flatMap((model) => model.builds);
  rates.note(
    Date.now(),
    valuesOf(builds, ({ eventsPerSecond }) => eventsPerSecond),
  );
  lags.note(
    Date.now(),
    valuesOf(builds, ({ lagSeconds }) => lagSeconds),
  );
  return told;
};

export type Told = Awaited<ReturnType<typeof ask>>;

/** Every read model and whether the log is the right one, looked at every second. */
export const useModels = (): Look<Told> => useLook('models', ask);
