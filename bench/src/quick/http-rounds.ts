import { percentile } from '../report.js';
import { milliseconds, perSecond, type Figure } from './figure.js';
import type { Done } from './in-flight.js';
import { median, ratioOf, type Rounds } from './rounds.js';

/** Clients that ask at once, each over a connection of its own. */
export const CLIENTS = 64;

/** A process that is asked over HTTP. */
export interface Server {
  readonly port: number;
  readonly pid: number;
}

/** A round of requests, with the CPU that each cost the server. */
export interface Asked extends Done {
  readonly cpuMicroseconds: number;
}

/** The figures of two servers that were asked the same: how many answers, how soon, and what each cost the server. */
export const figuresOfHttp = (what: string, rounds: Rounds<Asked>, target: number): Figure[] => {
  const ratio = ratioOf(rounds, (round) => round.perSecond);
  return [
    {
      what,
      ours: told(rounds.ours),
      baseline: told(rounds.baseline),
      ratio: ratio.toFixed(2),
      target: `≥ ${target}`,
      reached: ratio >= target,
    },
    {
      what: 'CPU of the server for each of those',
      ours: cost(rounds.ours),
      baseline: cost(rounds.baseline),
      ratio: ratioOf(rounds, (round) => round.cpuMicroseconds).toFixed(2),
      target: '',
      reached: null,
    },
  ];
};

const told = (rounds: readonly Asked[]): string => {
  const latencies = rounds.flatMap((round) => round.latencies);
  const [p50, p99] = [50, 99].map((part) => milliseconds(percentile(latencies, part)));
  return `${perSecond(median(rounds.map((round) => round.perSecond)))} (p50 ${p50}, p99 ${p99})`;
};

const cost = (rounds: readonly Asked[]): string =>
  `${median(rounds.map((round) => round.cpuMicroseconds)).toFixed(0)} µs`;
