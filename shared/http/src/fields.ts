import { MAX_AMOUNT, type Minor, parseMoney, toDecimal } from '@doremi/domain';
import { parsePlace } from '@doremi/event-sourcing';
import { ValidateIf } from './class-validator.js';
import { declare, field } from './declare-field.js';
import { DAY, day, instant, integer, LOCAL_TIME, localTime, money, oneOf, textLike } from './responses/schemas.js';

/** Stands where a value could not be read as its field asks; no JSON value equals it. */
const UNREADABLE = Symbol('unreadable');

const AS_DIGITS = '^-?\\d{1,15}$';
const DIGITS = new RegExp(AS_DIGITS);
const readWhole = (input: unknown): unknown =>
  typeof input === 'string' ? (DIGITS.test(input) ? Number(input) : UNREADABLE) : input;

/** A whole number between min and max; digit strings count as numbers (HTTPie sends them so). */
export const Whole = ({ min, max }: { min: number; max: number }): PropertyDecorator =>
  field({
    name: 'whole',
    read: readWhole,
    valid: (value) => Number.isSafeInteger(value) && Number(value) >= min && Number(value) <= max,
    says: `must be a whole number from ${min} to ${max}`,
    schema: integer(min, max),
    asText: AS_DIGITS,
  });

/** An amount, or a difference of amounts, that the currency has; null for any other. */
export const inUnits = (amount: Minor | null, unit: Minor): Minor | null =>
  amount === null || amount % unit !== 0 ? null : amount;

/** Money as a decimal number or string, from `min` to `max` minor units; the field then holds minor units (1/100). */
export const Price = ({ min = 0, max = MAX_AMOUNT }: { min?: Minor; max?: Minor } = {}): PropertyDecorator =>
  field({
    name: 'money',
    read: (input, unit) => inUnits(parseMoney(input, max), unit) ?? UNREADABLE,
    valid: (value) => typeof value === 'number' && value >= min,
    says: `must be an amount from ${toDecimal(min)} to ${toDecimal(max)} with at most two decimals, or as many as the currency has`,
    schema: { ...money, minimum: toDecimal(min), maximum: toDecimal(max) },
    asText: `^\\d{1,${String(toDecimal(max)).length}}(\\.\\d{1,2})?$`,
  });

/** Text of min to max characters (emoji are one each), kept exactly; no NUL, no broken surrogates, not only blanks. */
export const Text = ({ min = 1, max }: { min?: number; max: number }): PropertyDecorator =>
  field({
    name: 'text',
    valid: (value) =>
      typeof value === 'string' &&
      value.isWellFormed() &&
      !value.includes('\0') &&
      Array.from(value).length <= max &&
      value.trim().length >= min,
    says: `must be text of ${min} to ${max} characters without NUL`,
    schema: { type: 'string', minLength: min, maxLength: max, ...(min > 0 && { pattern: '\\S' }) },
  });

export const OneOf = (values: readonly string[]): PropertyDecorator =>
  field({
    name: 'one_of',
    valid: (value) => typeof value === 'string' && values.includes(value),
    says: `must be one of ${values.join(', ')}`,
    schema: oneOf(...values),
  });

const DAY_PATTERN = new RegExp(DAY);

const isDay = (text: string): boolean => {
  const midnight = new Date(`${text}T00:00:00Z`);
  return DAY_PATTERN.test(text) && !Number.isNaN(midnight.getTime()) && midnight.toISOString().startsWith(text);
};

const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

const readInstant = (input: unknown): unknown => {
  // Date takes the 30th of February for a day in March.
  const isTime = typeof input === 'string' && INSTANT.test(input) && isDay(input.slice(0, 10));
  const time = isTime ? new Date(input) : null;
  const text = time && !Number.isNaN(time.getTime()) ? time.toISOString() : '';
  // Beyond the year 9999 or before 0001 its text has a sign and is longer: as text it would sort before every other.
  return /^(?!0000)\d{4}-/.test(text) ? text : UNREADABLE;
};

/** A time with its zone, ISO 8601, of the years 0001 to 9999 in UTC; the field then holds it in UTC. */
export const Instant = (): PropertyDecorator =>
  field({
    name: 'instant',
    read: readInstant,
    valid: (value) => typeof value === 'string',
    says: 'must be a time such as 2026-01-31T18:00:00Z',
    schema: instant,
  });

/** A moment: a time as `Instant` takes it, or an event's position as it came with an answer. */
export const Moment = (): PropertyDecorator =>
  field({
    name: 'moment',
    read: (input) => (typeof input === 'string' && parsePlace(input) ? input : readInstant(input)),
    valid: (value) => typeof value === 'string',
    says: 'must be a time such as 2026-01-31T18:00:00Z, or the position of an event',
    schema: textLike('2026-01-31T18:00:00Z'),
  });

/** A date of the calendar. */
export const Day = (): PropertyDecorator =>
  field({
    name: 'day',
    valid: (value) => typeof value === 'string' && isDay(value),
    says: 'must be a date such as 2026-01-31',
    schema: day,
  });

const LOCAL_TIME_PATTERN = new RegExp(LOCAL_TIME);

/** A time of day, HH:MM. */
export const LocalTime = (): PropertyDecorator =>
  field({
    name: 'local_time',
    valid: (value) => typeof value === 'string' && LOCAL_TIME_PATTERN.test(value),
    says: 'must be a time of day such as 18:30',
    schema: localTime,
  });

/** Ids of stores, at least one, none twice. */
export const StoreIds = (): PropertyDecorator =>
  field({
    name: 'store_ids',
    read: (input) => (Array.isArray(input) ? input.map(readWhole) : UNREADABLE),
    valid: (value) =>
      Array.isArray(value) &&
      value.length >= 1 &&
      value.length <= 1000 &&
      new Set(value).size === value.length &&
      value.every((id) => Number.isSafeInteger(id) && id >= 1 && id <= MAX_STORE_ID),
    says: 'must be a list of 1 to 1000 different store ids',
    schema: {
      type: 'array',
      items: { anyOf: [integer(1, MAX_STORE_ID), { type: 'string', pattern: AS_DIGITS }] },
      minItems: 1,
      maxItems: 1000,
      uniqueItems: true,
    },
  });

/** The highest storeId that can be registered. */
export const MAX_STORE_ID = 999_999;

/** An IANA time zone, e.g. Asia/Seoul. */
export const TimeZone = (): PropertyDecorator =>
  field({
    name: 'time_zone',
    valid: (value) => typeof value === 'string' && isTimeZone(value),
    says: 'must be an IANA time zone such as Asia/Seoul',
    schema: { type: 'string', examples: ['Asia/Seoul'] },
  });

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return /^[A-Za-z]/.test(name);
  } catch {
    return false;
  }
};

/** The field may be missing; null is not missing (class-validator's IsOptional would let it through). */
export const Absent = (): PropertyDecorator => (target, property) => {
  declare(target, property, { optional: true });
  ValidateIf((_, value: unknown) => value !== undefined)(target, property);
};

/** The field may be null or missing. */
export const Nullable = (): PropertyDecorator => (target, property) => {
  declare(target, property, { optional: true, nullable: true });
  ValidateIf((_, value: unknown) => value !== undefined && value !== null)(target, property);
};
