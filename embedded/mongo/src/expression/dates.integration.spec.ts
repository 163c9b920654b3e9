import { describe, expect, it } from '@jest/globals';
import { Long, ObjectId, Timestamp } from 'mongodb';
import { evaluate, typed } from '../testing/evaluate.js';
import { codeOf, withMongo } from '../testing/with-mongo.js';

const mongo = withMongo();
const at = new Date('2024-02-29T12:34:56.789Z');
const newYear = new Date('2024-12-31T23:30:00Z');
const document = { d: at, n: null, s: 'x', y: newYear };
const iso = (text: string): Date => new Date(text);

describe('dates:', () => {
  it.each<[unknown, unknown]>([
    [{ $year: '$d' }, 2024],
    [{ $month: '$d' }, 2],
    [{ $dayOfMonth: '$d' }, 29],
    [{ $hour: '$d' }, 12],
    [{ $minute: '$d' }, 34],
    [{ $second: '$d' }, 56],
    [{ $millisecond: '$d' }, 789],
    [{ $dayOfYear: '$d' }, 60],
    [{ $dayOfWeek: '$d' }, 5],
    [{ $week: '$d' }, 8],
    [{ $week: iso('2023-01-01') }, 1],
    [{ $week: iso('2024-01-06') }, 0],
    [{ $isoDayOfWeek: iso('2024-03-03') }, 7],
    [{ $isoWeek: iso('2024-12-30') }, 1],
    [{ $isoWeekYear: iso('2024-12-30') }, Long.fromNumber(2025)],
    [{ $isoWeek: iso('2021-01-01') }, 53],
    [{ $isoWeekYear: iso('2021-01-01') }, Long.fromNumber(2020)],
    [{ $year: { date: '$y', timezone: 'Asia/Seoul' } }, 2025],
    [{ $hour: { date: '$d', timezone: 'America/New_York' } }, 7],
    [{ $hour: { date: iso('2024-07-01T12:00:00Z'), timezone: 'America/New_York' } }, 8],
    [{ $hour: { date: '$d', timezone: '-0330' } }, 9],
    [{ $hour: { date: '$d', timezone: '+09' } }, 21],
    [{ $year: '$n' }, null],
    [{ $year: { date: '$d', timezone: '$n' } }, null],
    [{ $year: new ObjectId('650000000000000000000001') }, 2023],
    [{ $year: new Timestamp({ t: 0, i: 1 }) }, 1970],
    [{ $add: ['$d', 211] }, iso('2024-02-29T12:34:57.000Z')],
    [{ $subtract: ['$d', iso('2024-02-29T12:34:56.000Z')] }, Long.fromNumber(789)],
    [{ $subtract: ['$d', 789] }, iso('2024-02-29T12:34:56.000Z')],
    [{ $dateToString: { date: '$d' } }, '2024-02-29T12:34:56.789Z'],
    [{ $dateToString: { date: '$d', timezone: '+09:00' } }, '2024-02-29T21:34:56.789'],
    [
      { $dateToString: { date: '$d', format: '%Y %m %d %H %M %S %L %j %u %w %U %V %G %b %B %%' } },
      '2024 02 29 12 34 56 789 060 4 5 08 09 2024 Feb February %',
    ],
    [{ $dateToString: { date: '$d', format: '%H%z %Z', timezone: 'Asia/Seoul' } }, '21+0900 +540'],
    [{ $dateToString: { date: '$n', onNull: 'never' } }, 'never'],
    [{ $dateFromString: { dateString: '2024-02-29' } }, iso('2024-02-29')],
    [{ $dateFromString: { dateString: '2024-02-29T12:34:56.789Z' } }, at],
    [{ $dateFromString: { dateString: '2024-02-29 12:34:56.789+0900' } }, iso('2024-02-29T03:34:56.789Z')],
    [{ $dateFromString: { dateString: '2024-02-29', timezone: 'Asia/Seoul' } }, iso('2024-02-28T15:00:00Z')],
    [{ $dateFromString: { dateString: '29/2/2024 5:06', format: '%d/%m/%Y %H:%M' } }, iso('2024-02-29T05:06:00Z')],
    [{ $dateFromString: { dateString: '2024 60', format: '%Y %j' } }, iso('2024-02-29')],
    [{ $dateFromString: { dateString: '2025 1 1', format: '%G %V %u' } }, iso('2024-12-30')],
    [{ $dateFromString: { dateString: 'Feb 3 2024', format: '%b %d %Y' } }, iso('2024-02-03')],
    [{ $dateFromString: { dateString: 'nonsense', onError: 'bad' } }, 'bad'],
    [{ $dateFromString: { dateString: '$n', onNull: 'none' } }, 'none'],
    [{ $toDate: '2024-02-29T12:34:56.789Z' }, at],
    [{ $toDate: Long.fromNumber(5) }, new Date(5)],
    [{ $toDate: new Timestamp({ t: 5, i: 1 }) }, new Date(5000)],
    [{ $dateFromParts: { year: 2024, month: 2, day: 30, hour: 25 } }, iso('2024-03-02T01:00:00Z')],
    [{ $dateFromParts: { year: 2024, timezone: 'Asia/Seoul' } }, iso('2023-12-31T15:00:00Z')],
    [{ $dateFromParts: { isoWeekYear: 2025, isoWeek: 1, isoDayOfWeek: 2 } }, iso('2024-12-31')],
    [{ $dateFromParts: { year: '$n' } }, null],
    [
      { $dateToParts: { date: '$d' } },
      { year: 2024, month: 2, day: 29, hour: 12, minute: 34, second: 56, millisecond: 789 },
    ],
    [
      { $dateToParts: { date: '$y', iso8601: true, timezone: 'Asia/Seoul' } },
      { isoWeekYear: 2025, isoWeek: 1, isoDayOfWeek: 3, hour: 8, minute: 30, second: 0, millisecond: 0 },
    ],
    [{ $dateAdd: { startDate: iso('2024-01-31'), unit: 'month', amount: 1 } }, iso('2024-02-29')],
    [{ $dateAdd: { startDate: '$d', unit: 'year', amount: 1 } }, iso('2025-02-28T12:34:56.789Z')],
    [{ $dateAdd: { startDate: '$d', unit: 'hour', amount: 13 } }, iso('2024-03-01T01:34:56.789Z')],
    [
      { $dateAdd: { startDate: iso('2024-03-09T17:00:00Z'), unit: 'day', amount: 1, timezone: 'America/New_York' } },
      iso('2024-03-10T16:00:00Z'),
    ],
    [{ $dateSubtract: { startDate: '$d', unit: 'quarter', amount: 1 } }, iso('2023-11-29T12:34:56.789Z')],
    [{ $dateAdd: { startDate: '$n', unit: 'day', amount: 1 } }, null],
    [{ $dateDiff: { startDate: '$d', endDate: '$y', unit: 'month' } }, Long.fromNumber(10)],
    [{ $dateDiff: { startDate: '$d', endDate: '$y', unit: 'quarter' } }, Long.fromNumber(3)],
    [{ $dateDiff: { startDate: '$y', endDate: iso('2025-01-01'), unit: 'year' } }, Long.fromNumber(1)],
    [{ $dateDiff: { startDate: '$y', endDate: iso('2025-01-01'), unit: 'day' } }, Long.fromNumber(1)],
    [{ $dateDiff: { startDate: iso('2024-03-02'), endDate: iso('2024-03-03'), unit: 'week' } }, Long.fromNumber(1)],
    [
      { $dateDiff: { startDate: iso('2024-03-02'), endDate: iso('2024-03-03'), unit: 'week', startOfWeek: 'mon' } },
      Long.fromNumber(0),
    ],
    [
      { $dateDiff: { startDate: '$y', endDate: iso('2025-01-01'), unit: 'day', timezone: 'Asia/Seoul' } },
      Long.fromNumber(0),
    ],
    [{ $dateTrunc: { date: '$d', unit: 'month' } }, iso('2024-02-01')],
    [{ $dateTrunc: { date: '$d', unit: 'quarter' } }, iso('2024-01-01')],
    [{ $dateTrunc: { date: '$d', unit: 'week' } }, iso('2024-02-25')],
    [{ $dateTrunc: { date: '$d', unit: 'week', startOfWeek: 'Monday' } }, iso('2024-02-26')],
    [{ $dateTrunc: { date: '$d', unit: 'hour', binSize: 6 } }, iso('2024-02-29T12:00:00Z')],
    [{ $dateTrunc: { date: '$d', unit: 'day', timezone: 'Asia/Seoul' } }, iso('2024-02-28T15:00:00Z')],
    [{ $dateTrunc: { date: '$d', unit: 'year', binSize: 10 } }, iso('2020-01-01')],
  ])('%j is %j', async (expression, expected) => {
    expect(await evaluate(mongo, expression, document)).toBe(typed(expected));
  });

  it.each<[unknown, number]>([
    [{ $year: '$s' }, 16006],
    [{ $year: { date: '$d', timezone: 'Mars/Olympus' } }, 40485],
    [{ $year: { date: '$d', timezone: '9' } }, 40485],
    [{ $year: { date: '$d', timezone: 9 } }, 40517],
    [{ $year: { date: '$d', more: 1 } }, 9],
    [{ $dateToString: { date: '$d', format: '%Q' } }, 18536],
    [{ $dateToString: { date: '$d', format: '%' } }, 18535],
    [{ $dateToString: { date: '$d', format: 5 } }, 18533],
    [{ $dateFromString: { dateString: 'nonsense' } }, 241],
    [{ $dateFromString: { dateString: 5 } }, 241],
    [{ $dateFromString: { dateString: '2024-02-30' } }, 241],
    [{ $dateFromString: { dateString: '2024-02-29T25:00' } }, 241],
    [{ $dateFromString: { dateString: 'x', format: '%Y' } }, 241],
    [{ $dateFromString: { dateString: '3 Feb 2024' } }, 238],
    [{ $dateFromParts: { month: 1 } }, 40516],
    [{ $dateFromParts: { year: 0 } }, 40523],
    [{ $dateFromParts: { year: 'x' } }, 40515],
    [{ $dateAdd: { startDate: '$d', unit: 'eon', amount: 1 } }, 5439013],
    [{ $dateAdd: { startDate: '$d', unit: 'day', amount: 1.5 } }, 5166405],
    [{ $dateDiff: { startDate: '$d', endDate: '$y', unit: 'week', startOfWeek: 'payday' } }, 5439016],
    [{ $dateTrunc: { date: '$d', unit: 'day', binSize: 0 } }, 5439018],
    [{ $dateTrunc: { date: '$d', unit: 'day', binSize: 1.5 } }, 5439017],
  ])('%j is refused with %j', async (expression, code) => {
    expect(await codeOf(evaluate(mongo, expression, document))).toBe(code);
  });
});
