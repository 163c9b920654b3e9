import { percentile } from '../report.js';

export interface Rounds<Result> {
  readonly ours: readonly Result[];
  readonly baseline: readonly Result[];
}

export const median = (values: readonly number[]): number => percentile(values, 50);

/**
 * Both sides in turn, A B A B …, after one round of each that does not count. Whatever else the machine does falls on
 * both alike, and the median of the rounds leaves out what fell on one.
 */
export const alternate = async <Result>(
  rounds: number,
  ours: () => Promise<Result>,
  baseline: () => Promise<Result>,
): Promise<Rounds<Result>> => {
  const results = { ours: [] as Result[], baseline: [] as Result[] };
  for (let round = 0; round <= rounds; round++) {
    const [mine, theirs] = [await ours(), await baseline()];
    if (round === 0) continue;
    results.ours.push(mine);
    results.baseline.push(theirs);
  }
  return results;
};

/** Ours over the baseline of the same round, for each round. */
export const ratiosOf = <Result>({ ours, baseline }: Rounds<Result>, value: (result: Result) => number): number[] =>
  ours.map((result, round) => value(result) / value(baseline[round] as Result));

/** The median of those. */
export const ratioOf = <Result>(rounds: Rounds<Result>, value: (result: Result) => number): number =>
  median(ratiosOf(rounds, value));

/** The lowest and the highest, e.g. `0.48–0.53`. */
export const spreadOf = (values: readonly number[], told = (value: number): string => value.toFixed(2)): string => {
  const [lowest, highest] = [Math.min(...values), Math.max(...values)].map(told);
  return lowest === highest ? '' : `${lowest}–${highest}`;
};
