import { isDocument } from '../bson/value.js';
import type { Value } from '../bson/value.js';
import { dayOfYear, isoDayOfWeek, isoWeek, weekOfYear } from './calendar.js';
import type { Operator, Operators } from './operator.js';
import { argumentsOf, fieldsOf } from './operator.js';
import { dateOf, localOf, zoneOf } from './time-zone.js';

/** One part of a date; the operand is the date, or names it and a time zone. */
const part =
  (name: string, read: (local: Date) => Value): Operator =>
  (operand, compiler) => {
    const named = isDocument(operand) && !Object.keys(operand)[0]?.startsWith('$');
    const fields = named
      ? fieldsOf(name, operand, ['date'], ['timezone'])
      : { date: argumentsOf(name, operand, 1, 1)[0] ?? null };
    const date = compiler.compile(fields['date'] ?? null);
    const timezone = compiler.compile(('timezone' in fields ? fields['timezone'] : undefined) ?? 'UTC');
    return (scope) => {
      const at = dateOf(date(scope));
      const zone = timezone(scope);
      return at && zone !== null && zone !== undefined ? read(localOf(at, zoneOf(zone))) : null;
    };
  };

/** Operators that give one part of a date (MongoDB manual, "Date Expression Operators"). */
export const dateParts: Operators = {
  $year: part('$year', (local) => local.getUTCFullYear()),
  $month: part('$month', (local) => local.getUTCMonth() + 1),
  $dayOfMonth: part('$dayOfMonth', (local) => local.getUTCDate()),
  $hour: part('$hour', (local) => local.getUTCHours()),
  $minute: part('$minute', (local) => local.getUTCMinutes()),
  $second: part('$second', (local) => local.getUTCSeconds()),
  $millisecond: part('$millisecond', (local) => local.getUTCMilliseconds()),
  $dayOfYear: part('$dayOfYear', dayOfYear),
  $dayOfWeek: part('$dayOfWeek', (local) => local.getUTCDay() + 1),
  $week: part('$week', weekOfYear),
  $isoDayOfWeek: part('$isoDayOfWeek', isoDayOfWeek),
  $isoWeek: part('$isoWeek', (local) => isoWeek(local).week),
  $isoWeekYear: part('$isoWeekYear', (local) => BigInt(isoWeek(local).year)),
};
