import { describe, expect, it } from '@jest/globals';
import { BSONRegExp, Long, ObjectId } from 'mongodb';
import { evaluate, typed } from '../testing/evaluate.js';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();
const id = new ObjectId('650000000000000000000001');
const document = { i: 7, n: null, s: 'Text', id };

describe('strings:', () => {
  it.each<[unknown, unknown]>([
    [{ $concat: ['a', '$s'] }, 'aText'],
    [{ $concat: ['a', '$n'] }, null],
    [{ $toUpper: 'straße é' }, 'STRAßE é'],
    [{ $toLower: '$i' }, '7'],
    [{ $toUpper: '$none' }, ''],
    [{ $strcasecmp: ['abc', 'ABD'] }, -1],
    [{ $split: ['a,b,', ','] }, ['a', 'b', '']],
    [{ $trim: { input: ' \t피자\u00a0 ' } }, '피자'],
    [{ $ltrim: { input: 'xxaxx', chars: 'x' } }, 'axx'],
    [{ $rtrim: { input: 'xxaxx', chars: 'yx' } }, 'xxa'],
    [{ $replaceOne: { input: 'a.b.c', find: '.', replacement: { $literal: '$&' } } }, 'a$&b.c'],
    [{ $replaceAll: { input: 'a.b.c', find: '.', replacement: '-' } }, 'a-b-c'],
    [{ $replaceAll: { input: '$n', find: '.', replacement: '-' } }, null],
    [{ $regexMatch: { input: '$s', regex: '^t', options: 'i' } }, true],
    [{ $regexMatch: { input: '$n', regex: 'a' } }, false],
    [
      { $regexFind: { input: '🍕abc', regex: new BSONRegExp('(b)(x)?') } },
      { match: 'b', idx: 2, captures: ['b', null] },
    ],
    [{ $regexFind: { input: 'abc', regex: 'x' } }, null],
    [
      { $regexFindAll: { input: 'abab', regex: 'b' } },
      [
        { match: 'b', idx: 1, captures: [] },
        { match: 'b', idx: 3, captures: [] },
      ],
    ],
    [{ $strLenCP: '한글🍕' }, 3],
    [{ $strLenBytes: '한글' }, 6],
    [{ $substrCP: ['한글🍕x', 1, 2] }, '글🍕'],
    [{ $substrBytes: ['한글', 3, 3] }, '글'],
    [{ $substr: ['abc', 1, -1] }, 'bc'],
    [{ $indexOfCP: ['🍕abc', 'b'] }, 2],
    [{ $indexOfBytes: ['한글', '글'] }, 3],
    [{ $indexOfCP: ['abcabc', 'c', 3] }, 5],
    [{ $indexOfCP: ['abc', 'c', 0, 2] }, -1],
    [{ $indexOfCP: ['$n', 'c'] }, null],
    [{ $toString: '$id' }, '650000000000000000000001'],
    [{ $toObjectId: '650000000000000000000001' }, id],
    [{ $toString: { $toDate: '$id' } }, '2023-09-12T06:06:56.000Z'],
  ])('%j is %j', async (expression, expected) => {
    expect(await evaluate(mongo, expression, document)).toBe(typed(expected));
  });

  it.each<[unknown, number]>([
    [{ $concat: ['a', 1] }, 16702],
    [{ $toUpper: [[]] }, 16007],
    [{ $split: ['a', ''] }, 40087],
    [{ $split: [1, 'a'] }, 40085],
    [{ $split: ['a', 1] }, 40086],
    [{ $trim: { input: 1 } }, 50699],
    [{ $trim: { input: 'a', chars: 1 } }, 50700],
    [{ $replaceOne: { input: 1, find: 'a', replacement: 'b' } }, 51746],
    [{ $replaceOne: { input: 'a', find: 1, replacement: 'b' } }, 51745],
    [{ $replaceOne: { input: 'a', find: 'a', replacement: 1 } }, 51744],
    [{ $regexMatch: { input: 1, regex: 'a' } }, 51104],
    [{ $regexMatch: { input: 'a', regex: 1 } }, 51105],
    [{ $regexMatch: { input: 'a', regex: new BSONRegExp('a', 'i'), options: 'm' } }, 51107],
    [{ $strLenCP: 1 }, 34471],
    [{ $strLenBytes: '$n' }, 34473],
    [{ $substrCP: ['abc', -1, 1] }, 34452],
    [{ $substrBytes: ['한글', 1, 2] }, 28656],
    [{ $substrBytes: ['abc', -1, 1] }, 50752],
    [{ $indexOfCP: [1, 'a'] }, 40093],
    [{ $indexOfCP: ['a', '$n'] }, 40094],
    [{ $indexOfBytes: ['a', 'a', -1] }, 40097],
  ])('%j is refused with %j', async (expression, code) => {
    expect(await codeOf(evaluate(mongo, expression, document))).toBe(code);
  });

  it('a long is shown as it is', async () => {
    expect(await evaluate(mongo, { $toUpper: Long.fromString('9007199254740993') })).toBe(typed('9007199254740993'));
  });
});
