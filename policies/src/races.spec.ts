import { describe, expect, test } from '@jest/globals';
import { races } from './testing/races/races.js';
import { beginningOf, runRace } from './testing/races/run-race.js';

/** A race that fails names its seed; this is where to put it to see it again. */
const SEEDS = Array.from({ length: 200 }, (_, index) => index + 1);

describe.each(races)('$name', (race) => {
  test('ends in each possible way over 200 interleavings, and everybody is told which', async () => {
    const beginning = await beginningOf(race);
    const endings = new Set<string>();
    const interleavings = new Set<string>();
    for (const seed of SEEDS) {
      const { ending, trace } = await runRace(race, beginning, seed).catch((error: unknown) => {
        throw new Error(`seed ${seed}`, { cause: error });
      });
      endings.add(ending);
      interleavings.add(trace.join('\n'));
    }
    expect([...endings].sort()).toEqual([...race.endings].sort());
    expect(interleavings.size).toBeGreaterThan(10);
  });

  test('is the same race again with the same seed', async () => {
    const beginning = await beginningOf(race);
    for (const seed of SEEDS.slice(0, 5))
      expect(await runRace(race, beginning, seed)).toEqual(await runRace(race, beginning, seed));
  });
});
