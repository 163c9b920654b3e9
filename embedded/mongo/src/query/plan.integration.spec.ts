import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Document, IndexSpecification } from 'mongodb';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();

interface Winner {
  stage: string;
  indexName?: string;
  inputStage?: Winner;
}

const orders = Array.from({ length: 60 }, (_, i) => ({
  _id: i,
  store: i % 3,
  stage: ['RECEIVED', 'COOKING', 'DONE'][i % 3],
  at: new Date(1000 * ((i * 7) % 60)),
  ...(i % 4 === 0 && { email: `${i}@example.com` }),
  tags: i % 5 === 0 ? ['x', 'y'] : ['z'],
}));

describe('the planner takes', () => {
  const cases: [string, IndexSpecification, Document, Document, string][] = [
    ['_id for equality', { a: 1 }, { _id: 5 }, {}, 'IDHACK _id_'],
    ['_id for $in', { a: 1 }, { _id: { $in: [1, 2] } }, {}, 'IDHACK _id_'],
    ['_id for a range', { a: 1 }, { _id: { $gt: 5 } }, {}, 'IXSCAN _id_'],
    ['_id for its order', { a: 1 }, {}, { _id: -1 }, 'IXSCAN _id_'],
    ['an index for equality', { store: 1 }, { store: 1 }, {}, 'IXSCAN store_1'],
    ['an index for a range', { at: 1 }, { at: { $gt: new Date(5000) } }, {}, 'IXSCAN at_1'],
    ['an index for $in', { store: 1 }, { store: { $in: [0, 2] } }, {}, 'IXSCAN store_1'],
    ['a compound index for its prefix', { store: 1, at: 1 }, { store: 1 }, {}, 'IXSCAN store_1_at_1'],
    ['a compound index for its order', { store: 1, at: 1 }, { store: 1 }, { at: 1 }, 'IXSCAN store_1_at_1'],
    ['a compound index backwards', { store: 1, at: 1 }, { store: 1 }, { at: -1 }, 'IXSCAN store_1_at_1'],
    ['a mixed index for the mixed order', { store: 1, at: -1 }, {}, { store: -1, at: 1 }, 'IXSCAN store_1_at_-1'],
    ['a sort where the order differs', { store: 1, at: 1 }, {}, { store: 1, at: -1 }, 'SORT of COLLSCAN'],
    [
      'a sort after several values',
      { store: 1, at: 1 },
      { store: { $in: [0, 1] } },
      { at: 1 },
      'SORT of IXSCAN store_1_at_1',
    ],
    ['conditions under $and', { store: 1 }, { $and: [{ store: 1 }, { at: { $exists: true } }] }, {}, 'IXSCAN store_1'],
    ['the collection without an index', { store: 1 }, { at: new Date(0) }, {}, 'COLLSCAN'],
    ['the collection for a pattern', { stage: 1 }, { stage: /DONE/ }, {}, 'COLLSCAN'],
    ['the collection for $or', { store: 1 }, { $or: [{ store: 1 }, { store: 2 }] }, {}, 'COLLSCAN'],
  ];

  it.each(cases)('%s', async (_, index, filter, sort, expected) => {
    const collection = await mongo.collection(orders);
    await collection.createIndex(index);
    const explained = await collection.find(filter).sort(sort).explain();
    const { winningPlan } = (explained as { queryPlanner: { winningPlan: Winner } }).queryPlanner;
    const say = ({ stage, indexName, inputStage }: Winner): string =>
      [stage, indexName, inputStage && `of ${say(inputStage)}`].filter(Boolean).join(' ');
    expect(say(winningPlan)).toBe(expected);
  });

  it.each([
    ['a sparse index only for documents that it holds', { sparse: true }, { email: null }, 45, 'COLLSCAN'],
    ['a sparse index for a value', { sparse: true }, { email: '4@example.com' }, 1, 'IXSCAN'],
    [
      'a partial index only for documents that it holds',
      { partialFilterExpression: { store: 0 } },
      { email: '4@example.com' },
      1,
      'COLLSCAN',
    ],
    [
      'a partial index when the filter asks for them',
      { partialFilterExpression: { store: 0 } },
      { email: '0@example.com', store: 0 },
      1,
      'IXSCAN',
    ],
    [
      'a partial index for what must exist',
      { partialFilterExpression: { email: { $exists: true } } },
      { email: '0@example.com' },
      1,
      'IXSCAN',
    ],
  ])('%s', async (_, options, filter, count, stage) => {
    const collection = await mongo.collection(orders);
    await collection.createIndex({ email: 1 }, options);
    expect(await collection.find(filter).toArray()).toHaveLength(count);
    const explained = await collection.find(filter).explain();
    expect((explained as { queryPlanner: { winningPlan: Winner } }).queryPlanner.winningPlan.stage).toBe(stage);
  });

  it('the index that a hint names, and refuses one that is not there', async () => {
    const collection = await mongo.collection(orders);
    await collection.createIndex({ store: 1 });
    expect(await collection.find({}, { hint: 'store_1' }).toArray()).toHaveLength(60);
    expect(
      await collection
        .find({}, { hint: { $natural: -1 } })
        .map(({ _id }) => _id as unknown)
        .next(),
    ).toBe(59);
    expect(await codeOf(collection.find({}, { hint: 'nonsense' }).toArray())).toBe(2);
  });
});

describe('an index changes how long a query takes, never what it finds', () => {
  const value = fc.oneof(
    fc.integer({ min: 0, max: 3 }),
    fc.constantFrom('a', 'b', null, true),
    fc.double({ min: 0, max: 3, noNaN: true }),
  );
  const field: fc.Arbitrary<unknown> = fc.oneof(
    { weight: 3, arbitrary: value },
    { weight: 1, arbitrary: fc.array(value, { maxLength: 3 }) },
  );
  const shape = (a: typeof field, b: typeof field, d: typeof field) =>
    fc.record({ a, b, c: fc.record({ d }) }, { requiredKeys: [] });
  const document = fc.oneof(shape(field, value, value), shape(value, field, value), shape(value, value, field)); // one array at most
  const operator = fc.constantFrom('$eq', '$ne', '$gt', '$gte', '$lt', '$lte');
  const condition = fc.oneof(
    value,
    fc.tuple(operator, value).map(([name, operand]) => ({ [name]: operand })),
    fc.tuple(value, value).map(([low, high]) => ({ $gte: low, $lt: high })),
    fc.array(value, { maxLength: 3 }).map((list) => ({ $in: list })),
    fc.boolean().map((there) => ({ $exists: there })),
  );
  const filter = fc.record({ a: condition, b: condition, 'c.d': condition }, { requiredKeys: [] });
  const direction = fc.constantFrom(1 as const, -1 as const);
  const sort = fc.record({ a: direction, b: direction }, { requiredKeys: [] });
  const indexes: IndexSpecification[] = [{ a: 1 }, { b: -1, a: 1 }, { 'c.d': 1, b: 1 }, { a: -1, 'c.d': 1 }];

  it('for documents, filters and sorts of any kind', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(document, { maxLength: 12 }),
        fc.array(filter, { minLength: 4, maxLength: 4 }),
        sort,
        async (documents, filters, order) => {
          const list = documents.map((content, _id) => ({ _id, ...content }));
          const plain = await mongo.collection(list);
          const indexed = await mongo.collection(list);
          await indexed.createIndexes(indexes.map((key) => ({ key: key as Document as { a: 1 } })));
          for (const query of filters) {
            const full = { ...order, _id: 1 as const };
            const expected = await plain.find(query as Document, { hint: { $natural: 1 } }).toArray();
            const byIndex = await indexed.find(query as Document).toArray();
            expect(byIndex.map(({ _id }) => _id as unknown as number).sort((x, y) => x - y)).toEqual(
              expected.map(({ _id }) => _id),
            );
            const sorted = await plain
              .find(query as Document)
              .sort(full)
              .toArray();
            expect(
              await indexed
                .find(query as Document)
                .sort(full)
                .toArray(),
            ).toEqual(sorted);
          }
        },
      ),
      { numRuns: 30 },
    );
  });

  it('also once documents were changed: arrays grow, shrink and are put in another order', async () => {
    const letters = fc.array(fc.constantFrom('a', 'A', 'b', 'B', 'c'), { maxLength: 5 });
    const caseless = { collation: { locale: 'en', strength: 2 } };
    await fc.assert(
      fc.asyncProperty(fc.array(letters, { minLength: 2, maxLength: 5 }), async ([first = [], ...changes]) => {
        const collection = await mongo.collection([{ _id: 1, of: first, at: 1 }]);
        await collection.createIndex({ of: 1, at: 1 });
        await collection.createIndex({ of: 1 }, { name: 'caseless', ...caseless });
        for (const of of changes) {
          await collection.replaceOne({ _id: 1 } as Document, { of, at: 1 });
          for (const letter of ['a', 'A', 'b', 'B', 'c']) {
            expect(await collection.countDocuments({ of: letter })).toBe(of.some((one) => one === letter) ? 1 : 0);
            const isThere = of.some((one) => one.toLowerCase() === letter.toLowerCase());
            expect(await collection.countDocuments({ of: letter }, caseless)).toBe(isThere ? 1 : 0);
          }
        }
      }),
      { numRuns: 30 },
    );
  });
});
