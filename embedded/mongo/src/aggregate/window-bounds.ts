import { isNumber, toDouble } from '../bson/numbers.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';

/** The documents of a sorted partition that a window holds, seen from the one at `at`. */
export type Window = (documents: readonly Document[], at: number) => readonly Document[];

const UNITS: Readonly<Record<string, number>> = {
  millisecond: 1,
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
  week: 604_800_000,
};

/** The two bounds of a window as distances; infinite where it is unbounded. */
function distances(bounds: Value | undefined, kind: string): [low: number, high: number] {
  const numbers = Array.isArray(bounds)
    ? bounds.map((bound, i) => {
        if (bound === 'unbounded') return i === 0 ? -Infinity : Infinity;
        if (bound === 'current') return 0;
        return isNumber(bound) ? toDouble(bound) : NaN;
      })
    : [];
  const [low = NaN, high = NaN] = numbers;
  if (numbers.length !== 2 || Number.isNaN(low) || Number.isNaN(high))
    throw new CommandError(
      'FailedToParse',
      `Window bounds must be a 2-element array of numbers, 'current' or 'unbounded': ${kind}`,
    );
  if (low > high) throw new CommandError(5339900, 'Lower bound must not exceed upper bound');
  return [low, high];
}

const numberAt = (document: Document | undefined, field: string, dates: boolean): number => {
  const value = document && fieldOf(document, field);
  if (dates ? value instanceof Date : isNumber(value))
    return value instanceof Date ? value.getTime() : toDouble(value as number);
  throw new CommandError(
    dates ? 5429513 : 5429414,
    `For windows that involve ${dates ? 'date' : 'numeric'} ranges, the sortBy field must be a ${dates ? 'date' : 'number'}`,
  );
};

function rangeWindow(window: Document, sortBy: Document): Window {
  const [field, ...more] = Object.keys(sortBy);
  if (field === undefined || more.length > 0 || !isNumber(sortBy[field]) || toDouble(sortBy[field]) !== 1)
    throw new CommandError(5339902, 'Range-based bounds require sortBy a single, ascending field');
  const { unit } = window;
  const dates = unit !== undefined;
  const length = dates ? UNITS[typeof unit === 'string' ? unit : ''] : 1;
  if (length === undefined)
    throw new CommandError(5346700, 'the unit of a window has to be a unit of time of a fixed length');
  const [low, high] = distances(window['range'], 'range').map((bound) => bound * length) as [number, number];
  return (documents, at) => {
    const from = numberAt(documents[at], field, dates);
    return documents.filter((document) => {
      const distance = numberAt(document, field, dates) - from;
      return distance >= low && distance <= high;
    });
  };
}

/** The window that an output of `$setWindowFields` is computed over; the whole partition where none is given. */
export function windowOf(window: Value | undefined, sortBy: Document | undefined): Window {
  if (window === undefined) return (documents) => documents;
  if (!isDocument(window)) throw new CommandError('FailedToParse', "'window' field must be an object");
  if ('range' in window) return rangeWindow(window, sortBy ?? {});
  if (!('documents' in window)) return (documents) => documents;
  if (!sortBy) throw new CommandError(5339901, 'Document-based bounds require a sortBy');
  const [low, high] = distances(window['documents'], 'documents');
  if (!Number.isInteger(low === -Infinity ? 0 : low) || !Number.isInteger(high === Infinity ? 0 : high))
    throw new CommandError('FailedToParse', 'document-based window bounds have to be whole numbers');
  return (documents, at) => documents.slice(Math.max(0, at + low), Math.max(0, at + high + 1));
}
