import { CommandError, notImplemented } from '../command-error.js';
import { DAY, dayOfYear, isoDayOfWeek, isoWeek, isoWeekStart, weekOfYear, yearStart } from './calendar.js';
import type { Zone } from './time-zone.js';
import { localOf, momentOf, utc, zoneOf } from './time-zone.js';

const failure = (text: string): CommandError =>
  new CommandError('ConversionFailure', `Error parsing date string '${text}'`);

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

const digits = (value: number, width: number): string => String(value).padStart(width, '0');

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  return `${minutes < 0 ? '-' : '+'}${digits(Math.floor(size / 60), 2)}${digits(size % 60, 2)}`;
}

/** What the letters of a format stand for (MongoDB manual, "Format Specifiers"). */
const written: Readonly<Record<string, (local: Date, offsetMinutes: number) => string>> = {
  '%': () => '%',
  Y: (local) => digits(local.getUTCFullYear(), 4),
  m: (local) => digits(local.getUTCMonth() + 1, 2),
  b: (local) => (MONTHS[local.getUTCMonth()] ?? '').slice(0, 3),
  B: (local) => MONTHS[local.getUTCMonth()] ?? '',
  d: (local) => digits(local.getUTCDate(), 2),
  H: (local) => digits(local.getUTCHours(), 2),
  M: (local) => digits(local.getUTCMinutes(), 2),
  S: (local) => digits(local.getUTCSeconds(), 2),
  L: (local) => digits(local.getUTCMilliseconds(), 3),
  j: (local) => digits(dayOfYear(local), 3),
  w: (local) => String(local.getUTCDay() + 1),
  u: (local) => String(isoDayOfWeek(local)),
  U: (local) => digits(weekOfYear(local), 2),
  V: (local) => digits(isoWeek(local).week, 2),
  G: (local) => digits(isoWeek(local).year, 4),
  z: (_, offset) => offsetText(offset),
  Z: (_, offset) => `${offset < 0 ? '-' : '+'}${Math.abs(offset)}`,
};

/** Writes a date by a format. @throws CommandError 18535, 18536 for a format that is none */
export function writeDate(date: Date, format: string, zone: Zone): string {
  const local = localOf(date, zone);
  const offset = (local.getTime() - date.getTime()) / 60_000;
  return format.replace(/%([^])?/g, (_, letter?: string) => {
    if (letter === undefined) throw new CommandError(18535, "Unmatched '%' at end of format string");
    const write = written[letter];
    if (!write) throw new CommandError(18536, `Invalid format character '%${letter}' in format string`);
    return write(local, offset);
  });
}

/** Patterns of what can be read by a format. */
const READABLE: Readonly<Record<string, string>> = {
  '%': '%',
  Y: '(?<Y>\\d{4})',
  m: '(?<m>\\d{1,2})',
  b: `(?<b>${MONTHS.map((month) => month.slice(0, 3)).join('|')})`,
  B: `(?<B>${MONTHS.join('|')})`,
  d: '(?<d>\\d{1,2})',
  H: '(?<H>\\d{1,2})',
  M: '(?<M>\\d{1,2})',
  S: '(?<S>\\d{1,2})',
  L: '(?<L>\\d{1,3})',
  j: '(?<j>\\d{1,3})',
  u: '(?<u>[1-7])',
  V: '(?<V>\\d{1,2})',
  G: '(?<G>\\d{4})',
  z: '(?<z>Z|[+-]\\d\\d:?\\d\\d)',
  Z: '(?<Z>[+-]\\d+)',
};

function patternOf(format: string): RegExp {
  const source = format.replace(/%([^])?|[^%]+/g, (text, letter?: string) => {
    if (!text.startsWith('%')) return text.replace(/[^\w\s]/g, '\\$&');
    const part = READABLE[letter ?? ''];
    if (part === undefined) throw new CommandError(18536, `Invalid format character '${text}' in format string`);
    return part;
  });
  return new RegExp(`^${source}$`, 'i');
}

type Read = Readonly<Record<string, string | undefined>>;

const monthIndex = (name: string): number =>
  MONTHS.findIndex((month) => month.toLowerCase().startsWith(name.toLowerCase()));

function dayIn({ Y, m, b, B, d, j, u, V, G }: Read): number | undefined {
  if (G !== undefined) return isoWeekStart(Number(G), Number(V ?? 1)) + Number(u ?? 1) - 1;
  if (Y === undefined) return undefined;
  if (j !== undefined) return yearStart(Number(Y)) + Number(j) - 1;
  const name = b ?? B;
  const month = name === undefined ? Number(m ?? 1) - 1 : monthIndex(name);
  const day = new Date(0);
  day.setUTCFullYear(Number(Y), month, Number(d ?? 1));
  if (day.getUTCMonth() !== month || day.getUTCDate() !== Number(d ?? 1)) return undefined;
  return day.getTime() / DAY;
}

/**
 * Reads a date by a format.
 * @param zone where the text names none
 * @throws CommandError 241
 */
export function readDate(text: string, format: string, zone: Zone): Date {
  const read: Read | undefined = patternOf(format).exec(text)?.groups ?? (/%[^%]/.test(format) ? undefined : {});
  const day = read && dayIn(read);
  if (!read || day === undefined) throw failure(text);
  const [hours, minutes, seconds] = [read['H'], read['M'], read['S']].map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
  ];
  if (hours > 23 || minutes > 59 || seconds > 59) throw failure(text);
  const local = new Date(
    day * DAY + ((hours * 60 + minutes) * 60 + seconds) * 1000 + Number((read['L'] ?? '0').padEnd(3, '0')),
  );
  if (read['Z'] !== undefined) return new Date(local.getTime() - Number(read['Z']) * 60_000);
  return momentOf(local, read['z'] === undefined ? zone : zoneOf(read['z'].toUpperCase()));
}

const ISO = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?$/i;

/**
 * Reads a date as ISO 8601 writes it; the real server reads other ways of writing dates too.
 * @throws CommandError 241 where there is no date in the text, 238 where there may be one
 */
export function parseDate(text: string, zone: Zone = utc): Date {
  const match = ISO.exec(text);
  if (!match) throw /\d/.test(text) ? notImplemented(`reading the date '${text}' without a format`) : failure(text);
  const [, year, month, day, hours = '00', minutes = '00', seconds = '00', part = '0', offset = ''] = match;
  const plain = `${year}-${month}-${day} ${hours}:${minutes}:${seconds}.${part.slice(0, 3)}`;
  return readDate(plain, '%Y-%m-%d %H:%M:%S.%L', offset === '' ? zone : zoneOf(offset.toUpperCase()));
}
