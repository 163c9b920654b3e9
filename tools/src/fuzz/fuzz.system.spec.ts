import { expect, test } from '@jest/globals';
import { fuzz } from './fuzz.js';
import { brokenPromises, reportOf } from './report.js';

const SECONDS = 5;

test('whatever is asked, nothing breaks, and what is refused did nothing', async () => {
  const fuzzed = await fuzz(1, SECONDS * 1_000);
  const { succeeded, mutated, raw } = fuzzed.tally.total;
  expect({ report: reportOf(fuzzed), broken: brokenPromises(fuzzed) }).toMatchObject({ broken: [] });
  for (const hits of [succeeded, mutated, raw]) expect(hits).toBeGreaterThan(20);
}, 120_000);
