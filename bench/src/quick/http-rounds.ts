import { percentile } from '../report.js';
import { milliseconds, perSecond, type Figure } from './figure.js';
import type { Done } from './in-flight.js';
import { median, ratioOf, type Rounds } from './rounds.js';

/** Clients that ask at once, each over a connection of its own. */
export const CLIENTS = 64;

/** The figure of two servers that were asked the same: how many answers, and how soon. */
export const figureOfHttp = (what: string, rounds: Rounds<Done>, target: number): Figure => {
  const ratio = ratioOf(rounds, (round) => round.perSecond);
  return {
    what,
    ours: told(rounds.ours),
    baseline: told(rounds.baseline),
    ratio: ratio.toFixed(2),
    target: `≥ ${target}`,
    reached: ratio >= target,
  };
};

const told = (rounds: readonly Done[]): string => {
  const latencies = rounds.flatMap((round) => round.latencies);
  const [p50, p99] = [50, 99].map((part) => milliseconds(percentile(latencies, part)));
  return `${perSecond(median(rounds.map((round) => round.perSecond)))} (p50 ${p50}, p99 ${p99})`;
};
