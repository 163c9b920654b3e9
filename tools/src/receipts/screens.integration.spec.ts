import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from '@jest/globals';
import { receiptScreens, SCREENS } from './screens.js';

test('docs/screens has the receipts of thirty orders in both languages, as `npm run docs:receipts` makes them', async () => {
  const made = await receiptScreens();
  const kept = readdirSync(SCREENS).filter((name) => name.startsWith('receipt-'));
  expect(kept).toHaveLength(60);
  expect(kept.sort()).toEqual([...made.keys()]);
  for (const name of kept)
    expect({ name, svg: readFileSync(new URL(name, SCREENS), 'utf8') }).toEqual({ name, svg: made.get(name) });
});
