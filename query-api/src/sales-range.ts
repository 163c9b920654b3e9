import { type Refusal, refuse } from '@doremi/event-sourcing';

const DAY_MS = 86_400_000;
/** How many days are summed up where nobody says which. */
const DAYS = 31;
/** How many days are summed up at most: every store has a document for each. */
const MAX_DAYS = 92;

export interface Range {
  readonly from: string;
  readonly to: string;
}

/**
 * The days that are meant, both included, at `now` (ISO 8601): 31 where not both are said, the last ones where none is, up to
 * tomorrow in UTC, which has begun somewhere. FIELDS_INVALID for more than 92.
 */
export const rangeOf = (asked: Partial<Range>, now: string): Range | Refusal => {
  const to = asked.to ?? later(asked.from ?? now.slice(0, 10), asked.from === undefined ? 1 : DAYS - 1);
  const from = asked.from ?? later(to, 1 - DAYS);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days <= MAX_DAYS) return { from, to };
  const detail = `must be at most ${MAX_DAYS} days before the last one`;
  return refuse('FIELDS_INVALID', { errors: [{ field: 'from', code: 'TOO_EARLY', detail }] });
};

const later = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
