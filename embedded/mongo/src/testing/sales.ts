import type { Document } from 'mongodb';

/** What the specs of aggregation compute with. */
export const sales: Document[] = [
  { _id: 1, shop: 'a', day: 1, n: 10, tags: ['x', 'y'], o: { p: 1, q: [{ r: 1 }, 5] } },
  { _id: 2, shop: 'b', day: 1, n: null, tags: [] },
  { _id: 3, shop: 'a', day: 2, n: 30, tags: 'z' },
  { _id: 4, shop: 'a', day: 3 },
  { _id: 5, shop: 'b', day: 2, n: 50, tags: null },
];

export const first = { $match: { _id: 1 } };
/** Keeps these fields, and `_id`. */
export const only = (...fields: string[]): Document => ({
  $project: Object.fromEntries(fields.map((field) => [field, 1])),
});
