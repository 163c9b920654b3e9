import { describe, expect, test } from '@jest/globals';
import type { Fuzzed } from './fuzz.js';
import { operationsOf } from './operations.js';
import { brokenPromises, reportOf } from './report.js';
import { Tally } from './tally.js';

const operations = operationsOf({ paths: { '/menus': { get: {} } } } as never);

const fuzzed = (change: Partial<Fuzzed> = {}, spoil: (tally: Tally) => unknown = () => undefined): Fuzzed => {
  const tally = new Tally();
  Object.assign(tally.of('GET /menus'), { wellFormed: 10, succeeded: 5, mutated: 3, raw: 2 });
  spoil(tally);
  return { tally, operations, crashes: [], faults: [], eventsOfRefused: [], ...change };
};

describe('what a fuzz run found', () => {
  test('nothing, where everything was asked and half of what made sense succeeded', () => {
    expect(brokenPromises(fuzzed())).toEqual([]);
    expect(reportOf(fuzzed())).toMatch(/GET \/menus +10 +5 +3 +2/);
  });

  test.each<[string, Fuzzed]>([
    ['1 answers of 5xx', fuzzed({}, (tally) => tally.serverErrors.push({ route: 'GET /', status: 500, request: '' }))],
    ['1 crashes', fuzzed({ crashes: ['gateway ended (code 1)'] })],
    ['1 faults in the logs', fuzzed({ faults: ['gateway.log: unhandledRejection'] })],
    ['1 events from refused commands', fuzzed({ eventsOfRefused: ['MenuRegistered in menu-1'] })],
    ['1 well-formed requests without an answer', fuzzed({}, (tally) => tally.unanswered.push('GET /menus'))],
    ['4 of 10 well-formed requests succeeded', fuzzed({}, (tally) => (tally.of('GET /menus').succeeded = 4))],
    ['1 routes that were not hit', fuzzed({}, (tally) => tally.routes.clear())],
  ])('%s', (broken, run) => {
    expect(brokenPromises(run)).toEqual([broken]);
  });
});
