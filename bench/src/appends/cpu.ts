import { costing, type Rate, type Watched } from '../costs.js';
import type { Figure } from '../quick/figure.js';
import { inFlight, lasting } from '../quick/in-flight.js';
import { figureOfRates } from '../rates.js';

const ROUND_MS = 1_000;
const ROUNDS = 7;

/** One way to do a thing, again and again. */
export interface Way {
  readonly name: string;
  readonly work: (number: number) => Promise<unknown>;
  /** Whether the others are told beside it. */
  readonly isBaseline?: true;
}

/** All ways in turn, A B C A B C …, after one round of each that does not count; each beside the baseline. */
export const costsOf = async (ways: readonly Way[], atOnce: number, engine: Watched): Promise<Figure[]> => {
  const rounds = new Map<Way, Rate[]>(ways.map((way) => [way, []]));
  for (let round = 0; round <= ROUNDS; round++)
    for (const way of ways) {
      const rate = await costing({ 'this process': process.pid, ...engine }, () =>
        inFlight(atOnce, lasting(ROUND_MS), way.work),
      );
      if (round > 0) rounds.get(way)?.push(rate);
    }
  const baseline = rounds.get(ways.find(({ isBaseline }) => isBaseline) as Way) ?? [];
  return [...rounds].map(([{ name }, ours]) => figureOfRates(`${name}, ${atOnce} in flight`, { ours, baseline }, null));
};
