import { describe, expect, it } from '@jest/globals';
import { Decimal128, Double, Int32, Long } from 'mongodb';
import { evaluate, typed } from '../testing/evaluate.js';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();
const long = (text: number | string): Long => Long.fromString(String(text));
const decimal = (text: string): Decimal128 => Decimal128.fromString(text);
const double = (value: number): Double => new Double(value);
const MAX = Long.MAX_VALUE;

const document = { i: 7, n: null, l: long(5), d: double(4), x: decimal('1.10'), s: 'text', a: [1, 2.5, 'x', null] };

describe('expressions on numbers keep to the types of the server', () => {
  it.each<[unknown, unknown]>([
    [{ $add: ['$i', 1] }, 8],
    [{ $add: ['$i', '$l'] }, long(12)],
    [{ $add: ['$i', '$d'] }, double(11)],
    [{ $add: ['$d', '$l'] }, double(9)],
    [{ $add: ['$x', 1] }, decimal('2.10')],
    [{ $add: ['$x', 0.1] }, decimal('1.200000000000000')],
    [{ $add: [2147483647, 1] }, long('2147483648')],
    [{ $add: [MAX, 1] }, double(2 ** 63)],
    [{ $add: [MAX, long(-1)] }, long('9223372036854775806')],
    [{ $add: [0.1, 0.2, 0.3] }, 0.6],
    [{ $add: [] }, 0],
    [{ $add: ['$i', '$n'] }, null],
    [{ $add: ['$i', '$none'] }, null],
    [{ $subtract: ['$i', 9] }, -2],
    [{ $subtract: ['$l', 2] }, long(3)],
    [{ $subtract: ['$x', decimal('0.1')] }, decimal('1.00')],
    [{ $subtract: [-2147483648, 1] }, long('-2147483649')],
    [{ $subtract: ['$i', '$n'] }, null],
    [{ $multiply: ['$i', 2, 3] }, 42],
    [{ $multiply: [65536, 65536] }, long('4294967296')],
    [{ $multiply: [MAX, 2] }, double(2 ** 64)],
    [{ $multiply: ['$x', 2] }, decimal('2.20')],
    [{ $multiply: [] }, 1],
    [{ $divide: [4, 2] }, double(2)],
    [{ $divide: [7, 2] }, 3.5],
    [{ $divide: ['$x', 2] }, decimal('0.55')],
    [{ $divide: [decimal('1'), 3] }, decimal('0.3333333333333333333333333333333333')],
    [{ $divide: [decimal('2'), 3] }, decimal('0.6666666666666666666666666666666667')],
    [{ $divide: [decimal('10'), 4] }, decimal('2.5')],
    [{ $divide: [decimal('6'), 3] }, decimal('2')],
    [{ $mod: [-7, 3] }, -1],
    [{ $mod: [7.5, 2] }, 1.5],
    [{ $mod: ['$l', 3] }, long(2)],
    [{ $mod: ['$x', 1] }, decimal('0.10')],
    [{ $abs: -3 }, 3],
    [{ $abs: decimal('-1.50') }, decimal('1.50')],
    [{ $abs: long(-5) }, long(5)],
    [{ $ceil: 2.1 }, double(3)],
    [{ $ceil: '$i' }, 7],
    [{ $ceil: '$x' }, decimal('2')],
    [{ $floor: -2.1 }, double(-3)],
    [{ $floor: decimal('-1.1') }, decimal('-2')],
    [{ $round: [2.5, 0] }, double(2)],
    [{ $round: [3.5] }, double(4)],
    [{ $round: [2.675, 2] }, 2.68],
    [{ $round: [25, -1] }, 20],
    [{ $round: [35, -1] }, 40],
    [{ $round: [decimal('1.25'), 1] }, decimal('1.2')],
    [{ $round: ['$i', 3] }, 7],
    [{ $trunc: [-2.57, 1] }, -2.5],
    [{ $trunc: [1999, -3] }, 1000],
    [{ $trunc: ['$n', 1] }, null],
    [{ $pow: [2, 10] }, 1024],
    [{ $pow: [2, 40] }, long('1099511627776')],
    [{ $pow: [2, -1] }, 0.5],
    [{ $pow: [2, 100] }, 2 ** 100],
    [{ $pow: [2.5, 2] }, 6.25],
    [{ $sqrt: 16 }, double(4)],
    [{ $exp: 0 }, double(1)],
    [{ $ln: 1 }, double(0)],
    [{ $log10: 1000 }, double(3)],
    [{ $log: [8, 2] }, double(3)],
    [{ $sqrt: '$n' }, null],
    [{ $sin: 0 }, double(0)],
    [{ $cos: 0 }, double(1)],
    [{ $atan2: [0, 1] }, double(0)],
    [{ $acosh: 1 }, double(0)],
    [{ $degreesToRadians: 180 }, Math.PI],
    [{ $radiansToDegrees: Math.PI }, double(180)],
    [{ $bitAnd: [12, 10] }, 8],
    [{ $bitOr: [12, long(3)] }, long(15)],
    [{ $bitXor: [5, 1] }, 4],
    [{ $bitNot: 5 }, -6],
    [{ $bitAnd: [] }, -1],
    [{ $sum: '$a' }, 3.5],
    [{ $sum: ['$i', 1, 'x'] }, 8],
    [{ $avg: [1, 3] }, double(2)],
    [{ $avg: ['$x', 2] }, decimal('1.55')],
    [{ $avg: 'x' }, null],
    [{ $min: '$a' }, 1],
    [{ $max: ['$i', '$n', 9] }, 9],
    [{ $max: [] }, null],
    [{ $stdDevPop: [1, 3] }, double(1)],
    [{ $stdDevSamp: [1, 2, 3] }, double(1)],
    [{ $stdDevSamp: [1] }, null],
    [{ $maxN: { input: [3, 1, 2, null], n: 2 } }, [3, 2]],
    [{ $minN: { input: [3, 1, 2], n: 5 } }, [1, 2, 3]],
  ])('%j is %j', async (expression, expected) => {
    expect(await evaluate(mongo, expression, document)).toBe(typed(expected));
  });

  it.each<[unknown, number]>([
    [{ $add: ['$s', 1] }, 14],
    [{ $add: [new Date(0), new Date(0)] }, 16612],
    [{ $subtract: ['$s', 1] }, 14],
    [{ $subtract: [1] }, 16020],
    [{ $multiply: [1, '$s'] }, 14],
    [{ $divide: [1, 0] }, 2],
    [{ $divide: ['$s', 1] }, 14],
    [{ $mod: [1, 0] }, 16610],
    [{ $mod: ['$s', 1] }, 16611],
    [{ $abs: '$s' }, 28765],
    [{ $abs: Long.MIN_VALUE }, 28680],
    [{ $sqrt: -1 }, 28714],
    [{ $ln: 0 }, 28766],
    [{ $log10: -1 }, 28761],
    [{ $log: [0, 2] }, 28758],
    [{ $log: [2, 1] }, 28759],
    [{ $pow: [0, -1] }, 28764],
    [{ $pow: ['$s', 1] }, 28762],
    [{ $pow: [1, '$s'] }, 28763],
    [{ $round: [1.5, 200] }, 51083],
    [{ $round: ['$s', 1] }, 51081],
    [{ $round: [1.5, 0.5] }, 51082],
    [{ $acos: 2 }, 50989],
    [{ $bitAnd: [1, 1.5] }, 14],
    [{ $bitNot: 1.5 }, 14],
    [{ $maxN: { input: [1], n: 0 } }, 5787908],
    [{ $maxN: { input: 1, n: 1 } }, 5788200],
    [{ $sqrt: '$x' }, 238],
    [{ $pow: ['$x', 2] }, 238],
    [{ $stdDevPop: ['$x'] }, 238],
    [{ $rand: 1 }, 3040501],
  ])('%j is refused with %j', async (expression, code) => {
    expect(await codeOf(evaluate(mongo, expression, document))).toBe(code);
  });

  it('$rand is between 0 and 1, and not always the same', async () => {
    const results = await Promise.all([1, 2, 3].map(() => evaluate(mongo, { $rand: {} })));
    expect(new Set(results).size).toBe(3);
    expect(await evaluate(mongo, { $and: [{ $gte: [{ $rand: {} }, 0] }, { $lt: [{ $rand: {} }, 1] }] })).toBe(
      typed(true),
    );
  });
});

describe('conversions', () => {
  it.each<[unknown, unknown]>([
    [{ $toInt: '-12' }, -12],
    [{ $toInt: 3.9 }, 3],
    [{ $toInt: true }, 1],
    [{ $toLong: 5 }, long(5)],
    [{ $toLong: '9007199254740993' }, long('9007199254740993')],
    [{ $toLong: decimal('1E+3') }, long(1000)],
    [{ $toLong: new Date(5) }, long(5)],
    [{ $toDouble: '1e3' }, double(1000)],
    [{ $toDouble: '-.5' }, -0.5],
    [{ $toDouble: '$x' }, 1.1],
    [{ $toDouble: new Date(5) }, double(5)],
    [{ $toDecimal: 5 }, decimal('5')],
    [{ $toDecimal: 0.1 }, decimal('0.100000000000000')],
    [{ $toDecimal: '1.50' }, decimal('1.50')],
    [{ $toDecimal: false }, decimal('0')],
    [{ $toString: 2.5 }, '2.5'],
    [{ $toString: long(5) }, '5'],
    [{ $toString: decimal('1.50') }, '1.50'],
    [{ $toString: true }, 'true'],
    [{ $toBool: 0 }, false],
    [{ $toBool: 'false' }, true],
    [{ $toBool: new Date(0) }, true],
    [{ $toInt: '$n' }, null],
    [{ $toInt: '$none' }, null],
    [{ $convert: { input: '12', to: 'int' } }, 12],
    [{ $convert: { input: '12', to: 16 } }, 12],
    [{ $convert: { input: 'x', to: 'int', onError: 'bad' } }, 'bad'],
    [{ $convert: { input: '$n', to: 'int', onNull: 'none' } }, 'none'],
    [{ $convert: { input: 1, to: '$n' } }, null],
    [{ $type: '$x' }, 'decimal'],
    [{ $type: '$d' }, 'double'],
    [{ $type: '$l' }, 'long'],
    [{ $type: '$none' }, 'missing'],
    [{ $type: [[]] }, 'array'],
    [{ $isNumber: '$l' }, true],
    [{ $isNumber: '$s' }, false],
  ])('%j is %j', async (expression, expected) => {
    expect(await evaluate(mongo, expression, document)).toBe(typed(expected));
  });

  it.each<[unknown, number]>([
    [{ $toInt: 'x' }, 241],
    [{ $toInt: '1.5' }, 241],
    [{ $toInt: 3e9 }, 241],
    [{ $toInt: NaN }, 241],
    [{ $toLong: 1e19 }, 241],
    [{ $toInt: [[]] }, 241],
    [{ $toDouble: 'x' }, 241],
    [{ $toDecimal: 'x' }, 241],
    [{ $toDate: new Int32(5) }, 241],
    [{ $toBool: [[]] }, 241],
    [{ $toString: [[]] }, 241],
    [{ $toObjectId: 'x' }, 241],
    [{ $toObjectId: 5 }, 241],
    [{ $convert: { input: 1, to: 'array' } }, 241],
    [{ $convert: { input: 1, to: 'nonsense' } }, 2],
    [{ $convert: { input: 1 } }, 9],
    [{ $convert: { input: 1, to: 'int', nonsense: 1 } }, 9],
    [{ $convert: 5 }, 9],
  ])('%j is refused with %j', async (expression, code) => {
    expect(await codeOf(evaluate(mongo, expression, document))).toBe(code);
  });
});
