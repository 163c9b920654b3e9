import { describe, expect, test } from '@jest/globals';
import type { Chaos } from './chaos.js';
import { nothingAcknowledged } from './workload/acknowledged.js';
import { reportOf, shortcomings } from './report.js';

const REQUIRED = {
  orders: 500,
  unknowns: 20,
  holds: 20,
  refunds: 20,
  killsOfEach: 10,
  oddAnswers: { kinds: ['401', 'late'], ofEach: 2 },
};

const run = (change: Partial<Chaos> = {}): Chaos => ({
  counts: { orders: 500, unknowns: 20, holds: 20, refunds: 20, oddAnswers: { 401: 2, late: 3 } },
  done: { kills: { gateway: 10, mongo: 10 }, restarts: {}, freezes: {} },
  processes: ['gateway', 'mongo'],
  findings: [],
  schedule: [],
  history: {
    acknowledged: nothingAcknowledged(),
    ledger: { charges: [], refunds: [], oddAnswers: {} },
    events: [],
    readModels: [],
  },
  dataDir: '',
  remove: () => Promise.resolve(),
  ...change,
});

describe('the report of a run', () => {
  test('a run counts when enough happened', () => {
    expect(shortcomings(run(), REQUIRED)).toEqual([]);
  });

  test('says each way in which too little happened', () => {
    const counts = { orders: 499, unknowns: 19, holds: 0, refunds: 3, oddAnswers: { late: 1 } };
    const done = { kills: { gateway: 9 }, restarts: {}, freezes: {} };
    expect(shortcomings(run({ counts, done }), REQUIRED)).toEqual([
      '499 acknowledged orders instead of 500',
      '19 unknown payments instead of 20',
      '0 holds instead of 20',
      '3 refunds instead of 20',
      '0 answers "401" of the payment provider instead of 2',
      '1 answers "late" of the payment provider instead of 2',
      '9 kills of gateway instead of 10',
      '0 kills of mongo instead of 10',
    ]);
  });

  test('counts the odd answers by kind', () => {
    expect(reportOf(run())).toMatch(/odd answers of the payment provider +late 3, 401 2\n/);
  });

  test('names what was found, and does not go on for ever', () => {
    const found = Array.from({ length: 30 }, (_, index) => `order ${index}`);
    const report = reportOf(run({ findings: [{ name: 'orders doubled', count: 30, found }] }));
    expect(report).toMatch(/orders doubled +30/);
    expect(report).toContain('orders doubled: order 0');
    expect(report).toContain('orders doubled: and 20 more');
  });
});
