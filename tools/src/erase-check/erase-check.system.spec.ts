import { expect, test } from '@jest/globals';
import { eraseCheck, faultsOf } from './erase-check.js';

test('nobody’s name is in a file, and who is erased in no answer', async () => {
  const checked = await eraseCheck(20, () => undefined);
  expect(faultsOf(checked)).toEqual([]);
  expect(checked).toMatchObject({ customers: 20, orders: 60, erased: 6 });
  expect(checked.answers.count).toBeGreaterThan(100);
}, 240_000);
