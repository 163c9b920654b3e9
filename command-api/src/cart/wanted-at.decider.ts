import { type Fulfilment, isTooSoonOrLate } from '@doremi/domain';

/** What is wrong with when it is wanted, as errors of that field. */
export const wantedAtErrors = ({ wantedAt }: Fulfilment, now: string) => {
  const code = wantedAt === null ? null : isTooSoonOrLate(wantedAt, now);
  return code ? [{ field: 'wantedAt', code, detail: 'must be 10 minutes to 7 days ahead' }] : [];
};
