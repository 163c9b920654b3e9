import { Seeded } from './seeded.js';

/** One thing that is done to the system, `at` milliseconds after its storm began; `lasting` is milliseconds too. */
export type Blow =
  | { readonly at: number; readonly blow: 'kill' | 'restart'; readonly process: string }
  | { readonly at: number; readonly blow: 'freeze'; readonly process: string; readonly lasting: number }
  /** The menu service is slow, so that adds are held. */
  | { readonly at: number; readonly blow: 'busy'; readonly lasting: number };

/** In each storm every process is killed once; after it there is calm, to see the work go on. */
export type Storm = readonly Blow[];

/** Milliseconds; a storm and the calm after it take about 15 s. */
const STORM = 9_000;
const ROUND = 15_000;
/** Shorter and longer than the leases of the projections' partitions (2.5 s); milliseconds. */
const SHORT_FREEZE = [200, 1_500] as const;
const LONG_FREEZE = [4_500, 8_000] as const;
const BUSY = [2_000, 5_000] as const;

/**
 * What happens to which process, and when, in the storms of about `lasting` milliseconds. The same seed gives the same
 * schedule. A run shorter than a round is one storm.
 */
export const scheduleOf = (seed: number, lasting: number, processes: readonly string[]): readonly Storm[] => {
  const random = new Seeded('schedule', seed);
  const rounds = Math.max(1, Math.round(lasting / ROUND));
  const length = Math.min(STORM, lasting);
  return Array.from({ length: rounds }, () => stormOf(random, length, processes));
};

const stormOf = (random: Seeded, length: number, processes: readonly string[]): Storm => {
  const sometime = (): number => Math.round(random.next() * length);
  const early = (): number => Math.round((random.next() * length) / 2);
  const lasting = ([from, to]: readonly [number, number]): number =>
    Math.round(Math.min(random.between(from, to), length));
  // Kills are spread, so that there is something left to be killed.
  const kills = random.shuffled(processes).map((process, index): Blow => {
    const at = Math.round(((index + random.next()) * length) / processes.length);
    return { at, blow: 'kill', process };
  });
  const [restarted = '', blinking = '', sleeping = ''] = random.shuffled(processes);
  const blows: Blow[] = [
    ...kills,
    { at: sometime(), blow: 'restart', process: restarted },
    { at: sometime(), blow: 'freeze', process: blinking, lasting: lasting(SHORT_FREEZE) },
    { at: early(), blow: 'freeze', process: sleeping, lasting: lasting(LONG_FREEZE) },
    { at: sometime(), blow: 'busy', lasting: lasting(BUSY) },
  ];
  return blows.sort((a, b) => a.at - b.at);
};
