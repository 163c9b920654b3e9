import { cpuTime } from './cpu-time.js';

/** Processes to look at, by what a figure calls them; undefined where there is none on this machine to look at. */
export type Watched = Readonly<Record<string, number | undefined>>;

/** Microseconds of CPU that one of what was done cost each process; NaN where nobody can tell. */
export type Costs = Readonly<Record<string, number>>;

/** How fast a round was, and at what cost. */
export interface Rate {
  readonly perSecond: number;
  readonly costs: Costs;
}

/** Does the work, and tells what each of it cost the processes. */
export const costing = async <Result extends { readonly count: number }>(
  watched: Watched,
  work: () => Promise<Result>,
): Promise<Result & { readonly costs: Costs }> => {
  const before = timesOf(watched);
  const result = await work();
  return { ...result, costs: costsOf(before, timesOf(watched), result.count) };
};

/** The CPU time that each has had so far. */
export const timesOf = (watched: Watched): Costs =>
  Object.fromEntries(
    Object.entries(watched).map(([name, pid]) => [name, pid === undefined ? NaN : cpuTime(pid)] as const),
  );

export const costsOf = (before: Costs, after: Costs, count: number): Costs =>
  Object.fromEntries(Object.entries(after).map(([name, time]) => [name, (time - (before[name] ?? NaN)) / count]));

/** As a figure tells it, e.g. `worker 26, event store 9.1, MongoDB – µs`; empty where nobody was looked at. */
export const toldCosts = (costs: Costs): string => {
  const told = Object.entries(costs).map(([name, time]) => `${name} ${microseconds(time)}`);
  return told.length > 0 ? `${told.join(', ')} µs` : '';
};

const microseconds = (time: number): string => (Number.isNaN(time) ? '–' : time.toFixed(time < 10 ? 1 : 0));
