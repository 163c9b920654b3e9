import { toldCosts, type Costs, type Rate } from './costs.js';
import { perSecond, type Figure } from './quick/figure.js';
import { median, ratiosOf, spreadOf, type Rounds } from './quick/rounds.js';

/** A figure of two rates that were measured in turn; without a target it is only told. */
export const figureOfRates = (what: string, rounds: Rounds<Rate>, target: number | null): Figure => {
  const ratios = ratiosOf(rounds, (rate) => rate.perSecond);
  const ratio = median(ratios);
  return {
    what,
    ours: toldRate(rounds.ours),
    baseline: toldRate(rounds.baseline),
    ratio: ratio.toFixed(2),
    spread: spreadOf(ratios),
    target: target === null ? '' : `≥ ${target}`,
    reached: target === null ? null : ratio >= target,
  };
};

/** The median rate, and beside it what each one cost every process. */
export const toldRate = (rates: readonly Rate[]): string => {
  const rate = perSecond(median(rates.map((one) => one.perSecond)));
  const costs = toldCosts(medianCosts(rates.map((one) => one.costs)));
  return costs ? `${rate} (${costs})` : rate;
};

/** For each process the median over the rounds. */
export const medianCosts = (costs: readonly Costs[]): Costs =>
  Object.fromEntries(Object.keys(costs[0] ?? {}).map((name) => [name, median(costs.map((one) => one[name] ?? NaN))]));
