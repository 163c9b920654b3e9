import type { Sort, Where } from '@doremi/read-models';
import { type Cursor, decodeCursor, encodeCursor, type PageQuery, type ResponseWith } from '@doremi/http';
import { isRefusal, type Refusal } from '@doremi/event-sourcing';
import type { Reader } from './read-models.js';

/** What a list shows and in which order. */
export interface Listing<Document> {
  /** Names the list: the cursor of one is none of another. */
  readonly list: string;
  readonly where: Where<Document>;
  /** Fields that never change and are never null, the last one unique, so that every document has one place for good. */
  readonly sort: Sort<Document>;
  /**
   * What comes before all others. It may come and go while somebody pages: who was listed there is remembered by the
   * cursor, and everybody else is listed behind. Asks for a single, numeric sort field.
   */
  readonly first?: Where<Document>;
}

/** One page, as `pageOf` (responses/schemas.ts) describes it. */
interface Page<Item> {
  readonly items: readonly Item[];
  readonly nextCursor: string | null;
}

/** Where the responses to all documents of a page are made together, one for one. */
export interface Together<Document, Item> {
  readonly responsesOf: (documents: readonly Document[]) => Promise<readonly Item[]>;
}

const START: Cursor = { isInRest: false, place: [], listed: [] };

/**
 * One page of a list: `{items, nextCursor}`, `nextCursor` null on the last. The cursor holds the place of the last
 * item, not a count, so what comes or goes meanwhile neither hides nor repeats an item. CURSOR_INVALID when it is none
 * of this list and filter.
 */
export const page = async <Document extends object, Item>(
  reader: Pick<Reader<Document>, 'pinned'>,
  { list, where, sort, first }: Listing<Document>,
  { limit, cursor }: PageQuery,
  responseOf: ((document: Document) => Item | null) | Together<Document, Item>,
): Promise<ResponseWith<200, Page<Item>> | Refusal> => {
  const belongsTo = [list, where, sort];
  const from = cursor === undefined ? START : decodeCursor(cursor, belongsTo, sort.length);
  if (isRefusal(from)) return from;
  const build = await reader.pinned();
  const unique = sort.at(-1)?.[0];
  const find = (filter: Where<Document>, place: Cursor['place'], count: number): Promise<Document[]> =>
    build.find({ where: filter, sort, limit: count, ...(place.length > 0 && { after: place }) });
  const valuesOf = (documents: readonly Document[]): number[] =>
    unique ? documents.map((document) => document[unique] as number) : [];

  const ahead =
    first && !from.isInRest ? await find({ $and: [where, first] } as Where<Document>, from.place, limit + 1) : [];
  const shownAhead = ahead.slice(0, limit);
  const listed = first ? [...from.listed, ...valuesOf(shownAhead)] : [];
  if (ahead.length > limit) {
    const next = encodeCursor(belongsTo, { isInRest: false, place: placeOf(shownAhead.at(-1), sort), listed });
    return pageOf(await responsesOf(shownAhead, responseOf), next);
  }
  const unlisted: Where<Document> =
    listed.length > 0 ? ({ $and: [where, { [unique ?? '']: { $nin: listed } }] } as Where<Document>) : where;
  const place = from.isInRest || !first ? from.place : [];
  const rest = await find(unlisted, place, limit + 1 - shownAhead.length);
  const shownRest = rest.slice(0, limit - shownAhead.length);
  const isLast = rest.length === shownRest.length;
  const next = isLast
    ? null
    : encodeCursor(belongsTo, { isInRest: true, place: placeOf(shownRest.at(-1), sort), listed });
  return pageOf(await responsesOf([...shownAhead, ...shownRest], responseOf), next);
};

const responsesOf = async <Document, Item>(
  documents: readonly Document[],
  responseOf: ((document: Document) => Item | null) | Together<Document, Item>,
): Promise<readonly (Item | null)[]> =>
  typeof responseOf === 'function' ? documents.map(responseOf) : responseOf.responsesOf(documents);

/** What has nothing to show (null) is left out; listings ask for none of those. */
const pageOf = <Item>(items: readonly (Item | null)[], nextCursor: string | null): ResponseWith<200, Page<Item>> => ({
  status: 200,
  body: { items: items.filter((item) => item !== null), nextCursor },
});

const placeOf = <Document extends object>(document: Document | undefined, sort: Sort<Document>): (string | number)[] =>
  document ? sort.map(([field]) => document[field] as string | number) : [];
