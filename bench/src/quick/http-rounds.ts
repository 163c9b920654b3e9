import { costing, toldCosts, type Costs, type Watched } from '../costs.js';
import { medianCosts } from '../rates.js';
import { percentile } from '../report.js';
import { withCpuOf } from './cpu-time.js';
import { milliseconds, perSecond, type Figure } from './figure.js';
import type { Done } from './in-flight.js';
import { median, ratiosOf, spreadOf, type Rounds } from './rounds.js';

/** Clients that ask at once, each over a connection of its own. */
export const CLIENTS = 64;

/** A process that is asked over HTTP. */
export interface Server {
  readonly port: number;
  readonly pid: number;
}

/** A round of requests, with the CPU that each cost the server, and the engines behind it. */
export interface Asked extends Done {
  readonly cpuMicroseconds: number;
  readonly costs: Costs;
}

/** A round of requests to a server. */
export const asked = ({ pid }: Server, engines: Watched, ask: () => Promise<Done>): Promise<Asked> =>
  withCpuOf(pid, () => costing(engines, ask));

/** The figures of two servers that were asked the same: how many answers, how soon, and what each cost the server. */
export const figuresOfHttp = (what: string, rounds: Rounds<Asked>, target: number): Figure[] => {
  const ratios = ratiosOf(rounds, (round) => round.perSecond);
  const costs = ratiosOf(rounds, (round) => round.cpuMicroseconds);
  return [
    {
      what,
      ours: told(rounds.ours),
      baseline: told(rounds.baseline),
      ratio: median(ratios).toFixed(2),
      spread: spreadOf(ratios),
      target: `≥ ${target}`,
      reached: median(ratios) >= target,
    },
    {
      what: 'CPU of the server for each of those',
      ours: cost(rounds.ours),
      baseline: cost(rounds.baseline),
      ratio: median(costs).toFixed(2),
      spread: spreadOf(costs),
      target: '',
      reached: null,
    },
  ];
};

const told = (rounds: readonly Asked[]): string => {
  const latencies = rounds.flatMap((round) => round.latencies);
  const [p50, p99] = [50, 99].map((part) => milliseconds(percentile(latencies, part)));
  const engines = toldCosts(medianCosts(rounds.map((round) => round.costs)));
  return `${perSecond(median(rounds.map((round) => round.perSecond)))} (p50 ${p50}, p99 ${p99}; ${engines})`;
};

const cost = (rounds: readonly Asked[]): string =>
  `${median(rounds.map((round) => round.cpuMicroseconds)).toFixed(0)} µs`;
