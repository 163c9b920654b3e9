import { isNumber, toDouble } from '../bson/numbers.js';
import type { Document, Value } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { addMonths, DAY, dayNumber, isoDayOfWeek, isoWeek, isoWeekStart, monthNumber } from './calendar.js';
import { parseDate, readDate, writeDate } from './date-text.js';
import type { Compiler, Expression, Maybe, Operators } from './operator.js';
import { fieldsOf, isNullish, isTrue, ofFields, typeOf } from './operator.js';
import { textOf } from './text.js';
import { dateOf, localOf, momentOf, zoneOf } from './time-zone.js';

type Given = Readonly<Record<string, Maybe>>;

/** Units of a fixed length, and months for the others. */
const LENGTHS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY,
  week: 7 * DAY,
};
const MONTHS: Readonly<Record<string, number>> = { month: 1, quarter: 3, year: 12 };
const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

function unitOf(name: string, value: Maybe): string {
  if (typeof value === 'string' && (Object.hasOwn(LENGTHS, value) || Object.hasOwn(MONTHS, value))) return value;
  throw new CommandError(5439013, `${name} requires 'unit' to be one of the units of time, found ${typeOf(value)}`);
}

function wholeOf(name: string, value: Maybe, code: number): number {
  const number = isNumber(value) ? toDouble(value) : NaN;
  if (!Number.isSafeInteger(number))
    throw new CommandError(code, `${name} requires a whole number, not ${typeOf(value)}`);
  return number;
}

const add = (name: string, sign: 1 | -1) =>
  ofFields(name, ['startDate', 'unit', 'amount'], ['timezone'], ({ startDate, unit, amount, timezone = 'UTC' }) => {
    const start = dateOf(startDate);
    if (!start || isNullish(unit) || isNullish(amount) || timezone === null) return null;
    const zone = zoneOf(timezone);
    const by = wholeOf(name, amount, 5166405) * sign;
    const named = unitOf(name, unit);
    const months = MONTHS[named];
    const length = LENGTHS[named] ?? 0;
    if (months !== undefined) return momentOf(addMonths(localOf(start, zone), months * by), zone);
    if (length < DAY) return new Date(start.getTime() + length * by);
    return momentOf(new Date(localOf(start, zone).getTime() + length * by), zone);
  });

/** The first day of weeks, Monday being 0. */
function weekStart(name: string, value: Maybe): number {
  const text = isNullish(value) ? 'sunday' : (textOf(name, value, 5439015) ?? '').toLowerCase();
  const index = WEEKDAYS.findIndex((day) => day === text || day.slice(0, 3) === text);
  if (index < 0) throw new CommandError(5439016, `${name} parameter 'startOfWeek' must be a day of the week`);
  return index;
}

/** 1970 began on a Thursday: the number of the week that a day is in. */
const weekNumber = (day: number, start: number): number => Math.floor((day + 3 - start) / 7);

function difference({ startDate, endDate, unit, timezone = 'UTC', startOfWeek }: Given): Maybe {
  const [from, to] = [dateOf(startDate), dateOf(endDate)];
  if (!from || !to || isNullish(unit) || timezone === null) return null;
  const zone = zoneOf(timezone);
  const named = unitOf('$dateDiff', unit);
  const [start, end] = [localOf(from, zone), localOf(to, zone)];
  const months = MONTHS[named];
  if (months !== undefined)
    return BigInt(Math.floor(monthNumber(end) / months) - Math.floor(monthNumber(start) / months));
  if (named === 'week') {
    const first = weekStart('$dateDiff', startOfWeek);
    return BigInt(weekNumber(dayNumber(end), first) - weekNumber(dayNumber(start), first));
  }
  const length = LENGTHS[named] ?? 1;
  return BigInt(Math.floor(end.getTime() / length) - Math.floor(start.getTime() / length));
}

/** Bins are counted from the beginning of the year 2000. */
const REFERENCE = Date.UTC(2000, 0, 1);

function truncate({ date, unit, binSize = 1, timezone = 'UTC', startOfWeek }: Given): Maybe {
  const at = dateOf(date);
  if (!at || isNullish(unit) || isNullish(binSize) || timezone === null) return null;
  const zone = zoneOf(timezone);
  const bin = wholeOf('$dateTrunc', binSize, 5439017);
  if (bin <= 0) throw new CommandError(5439018, "$dateTrunc requires 'binSize' to be greater than 0");
  const named = unitOf('$dateTrunc', unit);
  const local = localOf(at, zone);
  const months = MONTHS[named];
  if (months !== undefined) {
    const size = months * bin;
    const since = monthNumber(local) - 24_000;
    return momentOf(addMonths(new Date(REFERENCE), Math.floor(since / size) * size), zone);
  }
  const size = (LENGTHS[named] ?? 1) * bin;
  const first = named === 'week' ? ((weekStart('$dateTrunc', startOfWeek) + 2) % 7) * DAY : 0; // 2000 began on a Saturday
  const since = local.getTime() - REFERENCE - first;
  return momentOf(new Date(REFERENCE + first + Math.floor(since / size) * size), zone);
}

const PARTS = ['month', 'day', 'hour', 'minute', 'second', 'millisecond'];
const ISO_PARTS = ['isoWeek', 'isoDayOfWeek', 'hour', 'minute', 'second', 'millisecond'];

function fromParts(given: Given): Maybe {
  const iso = 'isoWeekYear' in given;
  if (iso === 'year' in given)
    throw new CommandError(40516, "$dateFromParts requires either 'year' or 'isoWeekYear' to be present");
  if (Object.values(given).some(isNullish)) return null;
  const numberOf = (name: string, otherwise: number): number =>
    given[name] === undefined ? otherwise : wholeOf('$dateFromParts', given[name], 40515);
  const year = numberOf(iso ? 'isoWeekYear' : 'year', 0);
  if (year < 1 || year > 9999)
    throw new CommandError(40523, `'year' must evaluate to an integer in the range 1 to 9999`);
  let day: number;
  if (iso) day = isoWeekStart(year, numberOf('isoWeek', 1)) + numberOf('isoDayOfWeek', 1) - 1;
  else {
    const start = new Date(0);
    start.setUTCFullYear(year, numberOf('month', 1) - 1, numberOf('day', 1));
    day = dayNumber(start);
  }
  const minutes = numberOf('hour', 0) * 60 + numberOf('minute', 0);
  const local = day * DAY + (minutes * 60 + numberOf('second', 0)) * 1000 + numberOf('millisecond', 0);
  return momentOf(new Date(local), zoneOf(given['timezone']));
}

function toParts({ date, timezone = 'UTC', iso8601 = false }: Given): Maybe {
  const at = dateOf(date);
  if (!at || timezone === null || iso8601 === null) return null;
  const local = localOf(at, zoneOf(timezone));
  const week = isoWeek(local);
  const day: Document = isTrue(iso8601)
    ? { isoWeekYear: week.year, isoWeek: week.week, isoDayOfWeek: isoDayOfWeek(local) }
    : { year: local.getUTCFullYear(), month: local.getUTCMonth() + 1, day: local.getUTCDate() };
  return {
    ...day,
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    millisecond: local.getUTCMilliseconds(),
  };
}

function toText(operand: Value, compiler: Compiler): Expression {
  const fields = fieldsOf('$dateToString', operand, ['date'], ['format', 'timezone', 'onNull']);
  const compiled = (name: string, otherwise: Value): Expression => compiler.compile(fields[name] ?? otherwise);
  const [date, timezone, onNull] = [compiled('date', null), compiled('timezone', 'UTC'), compiled('onNull', null)];
  const format = fields['format'] === undefined ? undefined : compiler.compile(fields['format']);
  return (scope) => {
    const at = dateOf(date(scope));
    if (!at) return onNull(scope);
    const zone = timezone(scope);
    if (isNullish(zone)) return null;
    const usual = `%Y-%m-%dT%H:%M:%S.%L${zone === 'UTC' || zone === 'GMT' ? 'Z' : ''}`;
    const given = format ? textOf('$dateToString', format(scope), 18533) : usual;
    return given === undefined ? null : writeDate(at, given, zoneOf(zone));
  };
}

function fromText(operand: Value, compiler: Compiler): Expression {
  const fields = fieldsOf('$dateFromString', operand, ['dateString'], ['format', 'timezone', 'onError', 'onNull']);
  const compiled = (name: string): Expression => compiler.compile(fields[name] ?? null);
  const [text, format, timezone, onNull, onError] = ['dateString', 'format', 'timezone', 'onNull', 'onError'].map(
    compiled,
  ) as [Expression, Expression, Expression, Expression, Expression];
  return (scope) => {
    const given = text(scope);
    if (isNullish(given)) return onNull(scope);
    try {
      if (typeof given !== 'string')
        throw new CommandError(
          'ConversionFailure',
          `$dateFromString requires that 'dateString' be a string, found: ${typeOf(given)}`,
        );
      const zone = zoneOf(timezone(scope));
      const by = textOf('$dateFromString', format(scope), 40684);
      return by === undefined ? parseDate(given, zone) : readDate(given, by, zone);
    } catch (fault) {
      const wrongText = fault instanceof CommandError && fault.codeName === 'ConversionFailure';
      if (wrongText && fields['onError'] !== undefined) return onError(scope);
      throw fault;
    }
  };
}

/** Operators on whole dates (MongoDB manual, "Date Expression Operators"). */
export const dates: Operators = {
  $dateAdd: add('$dateAdd', 1),
  $dateSubtract: add('$dateSubtract', -1),
  $dateDiff: ofFields('$dateDiff', ['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'], difference),
  $dateTrunc: ofFields('$dateTrunc', ['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'], truncate),
  $dateFromParts: ofFields(
    '$dateFromParts',
    [],
    ['year', 'isoWeekYear', 'timezone', ...PARTS, ...ISO_PARTS],
    fromParts,
  ),
  $dateToParts: ofFields('$dateToParts', ['date'], ['timezone', 'iso8601'], toParts),
  $dateToString: toText,
  $dateFromString: fromText,
};
