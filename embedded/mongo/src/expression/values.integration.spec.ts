import { describe, expect, it } from '@jest/globals';
import { Binary, Double, MinKey, ObjectId } from 'mongodb';
import { evaluate, typed } from '../testing/evaluate.js';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();
const id = new ObjectId('650000000000000000000001');

const document = {
  i: 7,
  n: null,
  s: 'Text',
  l: [3, 1, 2],
  o: { p: 1, q: [{ r: 1 }, { r: 2 }, {}, 5] },
  id,
  pairs: [
    ['a', 1],
    ['b', 2],
  ],
  people: [
    { name: 'Kim', age: 30 },
    { name: 'Lee', age: 20 },
  ],
};

describe('paths and literals:', () => {
  it.each<[unknown, unknown]>([
    ['$i', 7],
    ['$o.q.r', [1, 2]],
    ['$l.0', []],
    ['$s.x', undefined],
    ['$none', undefined],
    ['$$ROOT.i', 7],
    ['$$CURRENT.o.p', 1],
    ['$$REMOVE', undefined],
    [{ $literal: '$i' }, '$i'],
    [{ $literal: { $add: [1, 2] } }, { $add: [1, 2] }],
    [
      ['$i', '$none', 'x'],
      [7, null, 'x'],
    ],
    [
      { a: '$i', b: { c: '$none' } },
      { a: 7, b: {} },
    ],
    [{ $let: { vars: { x: 1, y: '$i' }, in: { $add: ['$$x', '$$y'] } } }, 8],
    [{ $let: { vars: { x: 1 }, in: { $let: { vars: { x: 2, y: '$$x' }, in: ['$$x', '$$y'] } } } }, [2, 1]],
    [{ $let: { vars: { x: '$o' }, in: '$$x.p' } }, 1],
    [{ $type: '$$NOW' }, 'date'],
    [{ $eq: ['$$NOW', '$$NOW'] }, true],
  ])('%j is %j', async (expression, expected) => {
    const value = await evaluate(mongo, { inside: expression }, document);
    expect(value).toBe(typed(expected === undefined ? {} : { inside: expected }));
  });

  it.each<[unknown, number]>([
    ['$$nope', 17276],
    [{ $map: { input: '$l', in: '$$that' } }, 17276],
    [{ $add: [1, 2], $subtract: [1, 2] }, 15983],
    [{ a: { $nonsense: 1 } }, 31325],
    [{ $literal: 1, a: 2 }, 15983],
    [[{ b: 1, $add: [1] }], 16410],
    [[{ 'a.b': 1 }], 16412],
    ['$a..b', 16872],
    [{ $let: { vars: { X: 1 }, in: 1 } }, 9],
    [{ $let: { vars: 1, in: 1 } }, 16876],
    [{ $function: {} }, 238],
  ])('%j is refused with %j', async (expression, code) => {
    expect(await codeOf(evaluate(mongo, expression, document))).toBe(code);
  });
});

describe('comparisons and conditions:', () => {
  it.each<[unknown, unknown]>([
    [{ $eq: ['$i', new Double(7)] }, true],
    [{ $eq: ['$none', null] }, false],
    [{ $eq: ['$none', '$other'] }, true],
    [{ $lt: ['$none', null] }, true],
    [{ $lt: [new MinKey(), '$none'] }, true],
    [{ $gt: ['$s', '$i'] }, true],
    [{ $gte: ['$i', 7] }, true],
    [{ $lte: ['$i', 6] }, false],
    [
      {
        $ne: [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      },
      true,
    ],
    [{ $cmp: ['$i', 9] }, -1],
    [{ $and: [1, 'x', []] }, true],
    [{ $and: [] }, true],
    [{ $and: ['$n'] }, false],
    [{ $or: [0, '$none', false] }, false],
    [{ $or: [0, ''] }, true],
    [{ $not: ['$none'] }, true],
    [{ $cond: ['$i', 'yes', 'no'] }, 'yes'],
    [{ $cond: { if: '$none', then: { $divide: [1, 0] }, else: 'no' } }, 'no'],
    [{ $ifNull: ['$none', '$n', 3] }, 3],
    [{ $ifNull: ['$i', 3] }, 7],
    [{ $switch: { branches: [{ case: { $gt: ['$i', 5] }, then: 'large' }], default: 'small' } }, 'large'],
    [{ $switch: { branches: [{ case: false, then: 1 }], default: 'small' } }, 'small'],
  ])('%j is %j', async (expression, expected) => {
    expect(await evaluate(mongo, expression, document)).toBe(typed(expected));
  });

  it.each<[unknown, number]>([
    [{ $eq: [1] }, 16020],
    [{ $cond: { then: 1, else: 2 } }, 17080],
    [{ $cond: { if: 1, else: 2 } }, 17081],
    [{ $cond: { if: 1, then: 2 } }, 17082],
    [{ $cond: { if: 1, then: 2, else: 3, or: 4 } }, 17083],
    [{ $ifNull: [1] }, 1257300],
    [{ $switch: 1 }, 40060],
    [{ $switch: { branches: 1 } }, 40061],
    [{ $switch: { branches: [1] } }, 40062],
    [{ $switch: { branches: [{ case: 1, then: 1, more: 1 }] } }, 40063],
    [{ $switch: { branches: [{ then: 1 }] } }, 40064],
    [{ $switch: { branches: [{ case: 1 }] } }, 40065],
    [{ $switch: { branches: [{ case: false, then: 1 }] } }, 40066],
    [{ $switch: { branches: [{ case: 1, then: 1 }], more: 1 } }, 40067],
    [{ $switch: { branches: [] } }, 40068],
  ])('%j is refused with %j', async (expression, code) => {
    expect(await codeOf(evaluate(mongo, expression, document))).toBe(code);
  });
});

describe('arrays, sets and objects:', () => {
  it.each<[unknown, unknown]>([
    [{ $arrayElemAt: ['$l', -1] }, 2],
    [{ $arrayElemAt: ['$n', 0] }, null],
    [{ $first: '$l' }, 3],
    [{ $last: '$l' }, 2],
    [{ $firstN: { input: '$l', n: 2 } }, [3, 1]],
    [{ $lastN: { input: '$l', n: 2 } }, [1, 2]],
    [{ $slice: ['$l', 2] }, [3, 1]],
    [{ $slice: ['$l', -2] }, [1, 2]],
    [{ $slice: ['$l', 1, 1] }, [1]],
    [{ $slice: ['$l', -9, 2] }, [3, 1]],
    [{ $concatArrays: ['$l', [9]] }, [3, 1, 2, 9]],
    [{ $concatArrays: ['$l', '$n'] }, null],
    [{ $in: [1, '$l'] }, true],
    [{ $indexOfArray: ['$l', 2] }, 2],
    [{ $indexOfArray: ['$l', 3, 1] }, -1],
    [{ $indexOfArray: ['$n', 3] }, null],
    [{ $isArray: ['$l'] }, true],
    [{ $range: [0, 10, 4] }, [0, 4, 8]],
    [{ $range: [3, 0, -1] }, [3, 2, 1]],
    [{ $reverseArray: '$l' }, [2, 1, 3]],
    [{ $size: '$l' }, 3],
    [{ $sortArray: { input: '$l', sortBy: -1 } }, [3, 2, 1]],
    [{ $sortArray: { input: '$people', sortBy: { age: 1 } } }, [document.people[1], document.people[0]]],
    [{ $zip: { inputs: [[1, 2], ['a']] } }, [[1, 'a']]],
    [
      { $zip: { inputs: [[1, 2], ['a']], useLongestLength: true, defaults: [0, 'z'] } },
      [
        [1, 'a'],
        [2, 'z'],
      ],
    ],
    [{ $map: { input: '$l', as: 'x', in: { $multiply: ['$$x', '$i'] } } }, [21, 7, 14]],
    [{ $map: { input: '$o.q', in: '$$this.r' } }, [1, 2, null, null]],
    [{ $map: { input: '$none', in: 1 } }, null],
    [{ $filter: { input: '$l', cond: { $gt: ['$$this', 1] } } }, [3, 2]],
    [{ $filter: { input: '$l', as: 'x', cond: { $gt: ['$$x', 1] }, limit: 1 } }, [3]],
    [{ $reduce: { input: '$l', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
    [{ $setUnion: ['$l', [1, new Double(9)]] }, [1, 2, 3, new Double(9)]],
    [{ $setUnion: ['$l', '$n'] }, null],
    [{ $setIntersection: ['$l', [9, 2, 3]] }, [2, 3]],
    [{ $setDifference: ['$l', [3]] }, [1, 2]],
    [{ $setEquals: ['$l', [1, 2, 3, 3]] }, true],
    [{ $setIsSubset: [[1, 1], '$l'] }, true],
    [{ $setIsSubset: [[4], '$l'] }, false],
    [{ $allElementsTrue: [[1, 'a']] }, true],
    [{ $anyElementTrue: [[0, null]] }, false],
    [{ $mergeObjects: ['$o', { p: 2, z: 3 }, '$n'] }, { ...document.o, p: 2, z: 3 }],
    [{ $objectToArray: { a: 1 } }, [{ k: 'a', v: 1 }]],
    [{ $arrayToObject: '$pairs' }, { a: 1, b: 2 }],
    [
      {
        $arrayToObject: [
          [
            ['a', 1],
            ['b', 2],
          ],
        ],
      },
      { a: 1, b: 2 },
    ],
    [{ $arrayToObject: { $literal: [{ k: 'a', v: 1 }] } }, { a: 1 }],
    [{ $getField: 'i' }, 7],
    [{ $getField: { field: 'p', input: '$o' } }, 1],
    [{ $setField: { field: 'a.b', input: { c: 1 }, value: 2 } }, { c: 1, 'a.b': 2 }],
    [{ $unsetField: { field: 'c', input: { c: 1, d: 2 } } }, { d: 2 }],
    [{ $bsonSize: { a: 1 } }, 12],
    [{ $binarySize: '한글' }, 6],
    [{ $binarySize: new Binary(Buffer.from([1, 2])) }, 2],
  ])('%j is %j', async (expression, expected) => {
    expect(await evaluate(mongo, expression, document)).toBe(typed(expected));
  });

  it.each<[unknown, number]>([
    [{ $arrayElemAt: ['$s', 0] }, 28689],
    [{ $arrayElemAt: ['$l', 'x'] }, 28690],
    [{ $slice: [1, 2] }, 28724],
    [{ $slice: ['$l'] }, 28667],
    [{ $slice: ['$l', 1, 0] }, 28729],
    [{ $concatArrays: ['$l', 1] }, 28664],
    [{ $in: [1, '$s'] }, 40081],
    [{ $indexOfArray: ['$s', 1] }, 40090],
    [{ $indexOfArray: ['$l', 1, -1] }, 40097],
    [{ $range: [0, 5, 0] }, 34449],
    [{ $range: [0.5, 5] }, 34443],
    [{ $reverseArray: '$s' }, 34435],
    [{ $size: '$s' }, 17124],
    [{ $sortArray: { input: '$l', sortBy: 'x' } }, 2942507],
    [{ $zip: { inputs: 1 } }, 34461],
    [{ $zip: { inputs: ['$s'] } }, 34468],
    [{ $zip: { inputs: [[1]], defaults: [1] } }, 34466],
    [{ $map: { input: '$s', in: 1 } }, 16883],
    [{ $filter: { input: '$s', cond: 1 } }, 28651],
    [{ $filter: { input: '$l', cond: 1, limit: 0 } }, 327392],
    [{ $reduce: { input: '$s', initialValue: 1, in: 1 } }, 40080],
    [{ $setUnion: ['$s'] }, 17043],
    [{ $setIsSubset: ['$n', '$l'] }, 17046],
    [{ $allElementsTrue: '$s' }, 17040],
    [{ $mergeObjects: [1] }, 40400],
    [{ $objectToArray: '$s' }, 40390],
    [{ $arrayToObject: '$s' }, 40386],
    [{ $arrayToObject: [[['a']]] }, 40397],
    [{ $arrayToObject: [[[1, 2]]] }, 40395],
    [{ $arrayToObject: [[5]] }, 40398],
    [{ $arrayToObject: { $literal: [{ k: 'a' }] } }, 40392],
    [{ $getField: { field: 5, input: '$o' } }, 3041704],
    [{ $setField: { field: 'a', input: 1, value: 1 } }, 4161105],
    [{ $bsonSize: 'x' }, 31393],
    [{ $binarySize: 1 }, 51276],
  ])('%j is refused with %j', async (expression, code) => {
    expect(await codeOf(evaluate(mongo, expression, document))).toBe(code);
  });
});
