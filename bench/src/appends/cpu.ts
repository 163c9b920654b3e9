import { inFlight, lasting } from '../quick/in-flight.js';
import { median } from '../quick/rounds.js';

const ROUND_MS = 1_000;
const ROUNDS = 7;

/** One way to do a thing, again and again. */
export interface Way {
  readonly name: string;
  readonly work: (number: number) => Promise<unknown>;
}

/** What one way cost: medians over the rounds. */
export interface Cost {
  readonly name: string;
  readonly perSecond: number;
  /** Of this process's CPU, for each one that was done; the server's is not in it. */
  readonly cpuMicroseconds: number;
}

/** All ways in turn, A B C A B C …, after one round of each that does not count. */
export const costsOf = async (ways: readonly Way[], atOnce: number): Promise<Cost[]> => {
  const rounds = new Map<string, Omit<Cost, 'name'>[]>();
  for (let round = 0; round <= ROUNDS; round++)
    for (const { name, work } of ways) {
      const cost = await costOf(work, atOnce);
      if (round > 0) rounds.set(name, [...(rounds.get(name) ?? []), cost]);
    }
  return [...rounds].map(([name, costs]) => ({
    name,
    perSecond: median(costs.map(({ perSecond }) => perSecond)),
    cpuMicroseconds: median(costs.map(({ cpuMicroseconds }) => cpuMicroseconds)),
  }));
};

const costOf = async (work: Way['work'], atOnce: number): Promise<Omit<Cost, 'name'>> => {
  const before = process.cpuUsage();
  const { count, perSecond } = await inFlight(atOnce, lasting(ROUND_MS), work);
  const { user, system } = process.cpuUsage(before);
  return { perSecond, cpuMicroseconds: (user + system) / count };
};
