import { ObjectId, Timestamp } from 'bson';
import { CommandError } from '../command-error.js';
import type { Maybe } from './operator.js';
import { isNullish, typeOf } from './operator.js';

/** A time zone: how many milliseconds its clocks are ahead of UTC at a moment. */
export type Zone = (at: number) => number;

export const utc: Zone = () => 0;

const zones = new Map<string, Zone>([
  ['UTC', utc],
  ['GMT', utc],
  ['Z', utc],
]);

const unknown = (name: string): CommandError => new CommandError(40485, `unrecognized time zone identifier: "${name}"`);

/** A zone that has a name, by the clock that it shows. */
function named(name: string): Zone {
  let clock: Intl.DateTimeFormat;
  try {
    clock = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
      era: 'short',
    });
  } catch {
    throw unknown(name);
  }
  return (at) => {
    const shown = Object.fromEntries(clock.formatToParts(at).map(({ type, value }) => [type, value]));
    const part = (type: string): number => Number(shown[type]);
    const year = shown['era'] === 'BC' ? 1 - part('year') : part('year');
    const local = new Date(0);
    local.setUTCFullYear(year, part('month') - 1, part('day'));
    local.setUTCHours(part('hour'), part('minute'), part('second'));
    return local.getTime() - Math.floor(at / 1000) * 1000;
  };
}

/** The time zone of that name: an Olson identifier, or an offset such as `+09:00`. @throws CommandError 40485, 40517 */
export function zoneOf(name: Maybe): Zone {
  if (isNullish(name)) return utc;
  if (typeof name !== 'string')
    throw new CommandError(40517, `timezone must evaluate to a string, found ${typeOf(name)}`);
  const known = zones.get(name);
  if (known) return known;
  const [, sign, hours, minutes = '0'] = /^([+-])(\d\d):?(\d\d)?$/.exec(name) ?? [];
  if (sign === undefined && !/^[A-Za-z]/.test(name)) throw unknown(name);
  const offset = (Number(hours) * 60 + Number(minutes)) * 60_000 * (sign === '-' ? -1 : 1);
  const zone: Zone = sign === undefined ? named(name) : () => offset;
  zones.set(name, zone);
  return zone;
}

/** A moment as the clocks of a zone show it: read it with the UTC methods. */
export const localOf = (at: Date, zone: Zone): Date => new Date(at.getTime() + zone(at.getTime()));

/** The moment at which the clocks of a zone show this. */
export function momentOf(local: Date, zone: Zone): Date {
  const first = local.getTime() - zone(local.getTime());
  return new Date(local.getTime() - zone(first));
}

/** The date that an argument of an operator on dates has to be; undefined where it is null or missing. */
export function dateOf(value: Maybe): Date | undefined {
  if (isNullish(value)) return undefined;
  if (value instanceof Date) return value;
  if (value instanceof ObjectId) return value.getTimestamp();
  if (value instanceof Timestamp) return new Date(value.getHighBitsUnsigned() * 1000);
  throw new CommandError(16006, `can't convert from BSON type ${typeOf(value)} to Date`);
}
