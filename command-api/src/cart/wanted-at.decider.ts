import type { Fulfilment } from '@doremi/domain';

/** How far ahead an order may be wanted; milliseconds. */
const SOONEST = 10 * 60_000;
const LATEST = 7 * 24 * 60 * 60_000;

/** How far `wantedAt` is ahead of `now`, both ISO 8601: null where that is neither too soon nor too late to be wanted. */
export const isTooSoonOrLate = (wantedAt: string, now: string): 'TOO_SOON' | 'TOO_LATE' | null => {
  const ahead = Date.parse(wantedAt) - Date.parse(now);
  if (ahead < SOONEST) return 'TOO_SOON';
  return ahead > LATEST ? 'TOO_LATE' : null;
};

/** The first time that may be wanted at `now`; both ISO 8601. */
export const soonest = (now: string): string => new Date(Date.parse(now) + SOONEST).toISOString();

/** What is wrong with when it is wanted, as errors of that field. */
export const wantedAtErrors = ({ wantedAt }: Fulfilment, now: string) => {
  const code = wantedAt === null ? null : isTooSoonOrLate(wantedAt, now);
  return code ? [{ field: 'wantedAt', code, detail: 'must be 10 minutes to 7 days ahead' }] : [];
};
