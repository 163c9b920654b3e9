import { keyOf } from '../../live/live-events.js';
import { merged } from '../../live/merged.js';
import type { Range } from './sales-range.js';
import type { SalesDay } from './sales-sums.js';

/** What is asked for: the days of a range, of one store or of all. */
export const isAsked =
  ({ from, to }: Range, storeId: number | undefined) =>
  (day: SalesDay): boolean =>
    from <= day.businessDay && day.businessDay <= to && (storeId ?? day.storeId) === day.storeId;

/** The days as they are now: what was told wins over what was read, the newest day first. */
export const daysAsTold = (
  listed: readonly SalesDay[],
  told: Iterable<SalesDay>,
  matches: (day: SalesDay) => boolean,
): readonly SalesDay[] => merged({ listed, told, isWhole: true, keyOf, matches, compare: newestFirst });

const newestFirst = (a: SalesDay, b: SalesDay): number =>
  b.businessDay.localeCompare(a.businessDay) || a.storeId - b.storeId;
