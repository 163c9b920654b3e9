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

/** The median over the rounds of ours over the baseline of the same round. */
export const ratioOf = <Result>({ ours, baseline }: Rounds<Result>, value: (result: Result) => number): number =>
  median(ours.map((result, round) => value(result) / value(baseline[round] as Result)));
