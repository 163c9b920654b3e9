import { describe, expect, test } from '@jest/globals';
import { faultsOf, figuresOf, type Outcome, type Run, type SkippedOn } from './verdict.js';

const READ = 'embedded/eventstore/src/read.spec.ts';
const MAIN = 'embedded/eventstore/src/main.system.spec.ts';
const list: SkippedOn = {
  EVENTSTORE_URL: [
    { spec: READ, tests: ['Read from the start'], reason: 'it needs an empty log' },
    { spec: MAIN, reason: 'it is about its own program' },
  ],
  MONGODB_URL: [],
  REDIS_URL: [],
};
const ended = (spec: string, test: string, status: string): Outcome => ({ spec, test, status });
const asListed = [
  ended(READ, 'Read from the start', 'pending'),
  ended(READ, 'Read one', 'passed'),
  ended(MAIN, 'it ends', 'pending'),
];
const onStandIns = asListed.map((outcome) => ({ ...outcome, status: 'passed' }));
const run = (outcomes: readonly Outcome[], named: Run['named'] = ['EVENTSTORE_URL']): Run => ({
  specs: [READ, MAIN].map((spec) => ({ spec, asks: ['EVENTSTORE_URL'] })),
  outcomes,
  list,
  named,
});
/** The outcomes with one that ended otherwise. */
const but = (test: string, status: string): Outcome[] =>
  asListed.map((outcome) => (outcome.test === test ? { ...outcome, status } : outcome));

describe('a run on engines', () => {
  test('is as it should be when what is listed is skipped where the engine is named, and nothing is elsewhere', () => {
    expect(faultsOf(run(asListed))).toEqual([]);
    expect(faultsOf(run(onStandIns, []))).toEqual([]);
    expect(faultsOf(run(onStandIns, ['REDIS_URL']))).toEqual([]);
  });

  test.each([
    [
      'a test is skipped that is not listed',
      run(but('Read one', 'pending')),
      `skipped, and not on the list: ${READ}: Read one`,
    ],
    ['a test is still to be written', run(but('Read one', 'todo')), `skipped, and not on the list: ${READ}: Read one`],
    [
      'a listed test ran',
      run(but('Read from the start', 'passed')),
      `on the list, and yet it ran: ${READ}: Read from the start`,
    ],
    ['a test of a listed file ran', run(but('it ends', 'passed')), `on the list, and yet it ran: ${MAIN}: it ends`],
    ['a test failed', run(but('Read one', 'failed')), `failed: ${READ}: Read one`],
    ['what is listed is not there', run(asListed.slice(1)), `on the list, and not there: ${READ}: Read from the start`],
    [
      'what is listed is not there, on stand-ins too',
      run(onStandIns.slice(1), []),
      `on the list, and not there: ${READ}: Read from the start`,
    ],
  ])('is red when %s', (_, wrong, fault) => {
    expect(faultsOf(wrong)).toEqual([fault]);
  });

  test('is red when a spec did not run, listed or not', () => {
    expect(faultsOf(run(asListed.slice(0, 2)))).toEqual([
      `${MAIN} is on the list, and is no spec that ran`,
      `${MAIN} did not run`,
    ]);
    expect(faultsOf(run(asListed.slice(2)))).toContain(`${READ} did not run`);
  });

  test('is red when nothing is named and something is skipped all the same', () => {
    expect(faultsOf(run(asListed, []))).toHaveLength(2);
  });

  test('counts what ended how, for each engine', () => {
    expect(figuresOf(run(but('Read one', 'failed')), 'EVENTSTORE_URL')).toEqual({ passed: 0, skipped: 2, failed: 1 });
    expect(figuresOf(run(asListed), 'REDIS_URL')).toEqual({ passed: 0, skipped: 0, failed: 0 });
  });
});
