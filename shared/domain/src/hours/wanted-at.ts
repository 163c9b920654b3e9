/** How far ahead an order may be wanted; milliseconds. */
const SOONEST = 10 * 60_000;
const LATEST = 7 * 24 * 60 * 60_000;

/** How far `wantedAt` is ahead of `now`, both ISO 8601: null where that is neither too soon nor too late to be wanted. */
export const isTooSoonOrLate = (wantedAt: string, now: string): 'TOO_SOON' | 'TOO_LATE' | null => {
  const ahead = Date.parse(wantedAt) - Date.parse(now);
  if (ahead < SOONEST) return 'TOO_SOON';
  return ahead > LATEST ? 'TOO_LATE' : null;
};

/** The first time that may be wanted at `now`, and the last; all ISO 8601. */
export const soonest = (now: string): string => later(now, SOONEST);
export const latest = (now: string): string => later(now, LATEST);

const later = (now: string, byMs: number): string => new Date(Date.parse(now) + byMs).toISOString();
