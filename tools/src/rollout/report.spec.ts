import { expect, test } from '@jest/globals';
import type { Answer } from './workload.js';
import { report } from './report.js';

const answers = (phase: string, milliseconds: number, status = 200): Answer[] =>
  Array.from({ length: 100 }, () => ({ phase, what: 'add', status, code: '', milliseconds }));
const calm = [...answers('before', 10), ...answers('during', 30), ...answers('after', 10)];

test('a release without a failure that is not too slow is good', () => {
  const { text, isGood } = report(calm, []);
  expect(isGood).toBe(true);
  expect(text).toContain('during        100         0      30      30');
  expect(text).toContain('p99 during over before: 3.0');
});

test.each([
  ['a refused connection', { ...answers('during', 30)[0], status: 0, code: 'ECONNREFUSED' } as Answer],
  ['an error of the server', { ...answers('during', 30)[0], status: 503 } as Answer],
  ['a refusal', { ...answers('after', 30)[0], status: 409 } as Answer],
])('%s is a failure, and named', (_, failure) => {
  const { text, isGood } = report([...calm, failure], []);
  expect(isGood).toBe(false);
  expect(text).toContain(`1 × ${failure.phase}: add ${failure.status}`);
});

test('a slow release is no good one, and what was before the count does not count', () => {
  expect(report([...calm, ...answers('during', 31)], []).isGood).toBe(false);
  expect(report([...calm, ...answers('warm-up', 1, 500)], []).isGood).toBe(true);
  expect(report([], []).isGood).toBe(false);
});

test('what somebody put aside is named, and a release with it is no good one', () => {
  const { text, isGood } = report(calm, ['carts_v3_b1: CartOrdered of cart-7: a CartOrdered has version 3']);
  expect(isGood).toBe(false);
  expect(text).toContain('parked: 1\ncarts_v3_b1: CartOrdered of cart-7');
});
