import type { Figure } from '../quick/figure.js';
import { perSecond } from '../quick/figure.js';
import { median, ratioOf, type Rounds } from '../quick/rounds.js';

/** A figure of two rates that were taken in turn; without a target it is only told. */
export const comparedRates = (what: string, rounds: Rounds<number>, target: number | null): Figure => {
  const ratio = ratioOf(rounds, (rate) => rate);
  return {
    what,
    ours: perSecond(median(rounds.ours)),
    baseline: perSecond(median(rounds.baseline)),
    ratio: ratio.toFixed(2),
    target: target === null ? '' : `≥ ${target}`,
    reached: target === null ? null : ratio >= target,
  };
};
