import { expect, test } from '@jest/globals';
import { chaos } from './chaos.js';
import { reportOf, shortcomings } from './report.js';

const REQUIRED = { orders: 5, unknowns: 1, holds: 1, refunds: 0, killsOfEach: 1, oddAnswers: { kinds: [], ofEach: 0 } };

test('one storm in which every process is killed: nothing is lost, doubled or charged twice', async () => {
  const run = await chaos({
    seed: 3,
    lasting: 5_000,
    customers: 12,
    ordersBetween: 15,
    oddAnswers: 15,
    say: () => undefined,
  });
  await run.remove();
  const broken = run.findings.filter(({ count }) => count > 0);
  expect({ report: reportOf(run), broken, missing: shortcomings(run, REQUIRED) }).toMatchObject({
    broken: [],
    missing: [],
  });
}, 180_000);
