import { type Request, Router } from 'express';
import type { Ledger, ListedCharge, ListedRefund } from './ledger.js';
import { Problem } from './problem.js';

/** One page of the books, oldest first. */
interface Page<Item> {
  readonly items: readonly Item[];
  /** What to go on behind; null when nothing is left. */
  readonly nextCursor: string | null;
}

const LIMIT = { usual: 100, most: 1_000 };

/** What was charged and what went back, in the order it happened. */
export const listingRoutes = (ledger: Ledger): Router =>
  Router()
    .get('/charges', (request, response) => {
      const { since, limit, number } = asked(request, 'ch');
      const isAsked = ({ created }: ListedCharge): boolean => created >= since;
      response.json(page(ledger.chargesAfter(number), isAsked, limit));
    })
    .get('/refunds', (request, response) => {
      const { since, limit, number } = asked(request, 're');
      const of = request.query['charge'];
      const isAsked = ({ created, charge }: ListedRefund): boolean =>
        created >= since && (of === undefined || charge === of);
      response.json(page(ledger.refundsAfter(number), isAsked, limit));
    });

const page = <Item extends { readonly id: string }>(
  entries: Iterable<Item>,
  isAsked: (entry: Item) => boolean,
  limit: number,
): Page<Item> => {
  const items: Item[] = [];
  for (const entry of entries) {
    if (!isAsked(entry)) continue;
    if (items.length === limit) return { items, nextCursor: items.at(-1)?.id ?? null };
    items.push(entry);
  }
  return { items, nextCursor: null };
};

/** `limit`, `since` and `cursor` of a list; throws a 400 Problem for whatever is malformed. */
const asked = ({ query }: Request, prefix: 'ch' | 're'): { limit: number; since: string; number: number } => {
  const { limit = String(LIMIT.usual), since = new Date(0).toISOString(), cursor = `${prefix}_0` } = query;
  if (typeof limit !== 'string' || !/^\d{1,4}$/.test(limit) || Number(limit) < 1 || Number(limit) > LIMIT.most)
    throw new Problem(400, 'BAD_REQUEST', `limit must be 1 to ${LIMIT.most}.`);
  if (typeof since !== 'string' || Number.isNaN(Date.parse(since)))
    throw new Problem(400, 'BAD_REQUEST', 'since must be a time as ISO 8601 has it.');
  const [, number] = (typeof cursor === 'string' && new RegExp(`^${prefix}_(\\d{1,15})$`).exec(cursor)) || [];
  if (number === undefined)
    throw new Problem(400, 'BAD_REQUEST', 'cursor must be the id of the last one that was seen.');
  return { limit: Number(limit), since: new Date(since).toISOString(), number: Number(number) };
};
