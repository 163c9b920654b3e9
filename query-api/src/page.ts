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
  const valuesOf = idsBy<Document>(unique);
  const find = (filter: Where<Document>, place: Cursor['place'], count: number): Promise<Document[]> =>
    build.find({ where: filter, sort, limit: count, ...(place.length > 0 && { after: place }) });

  const ahead =
    first && !from.isInRest ? await find({ $and: [where, first] } as Where<Document>, from.place, limit + 1) : [];
  const shownAhead = ahead.slice(0, limit);
  const listed = first ? [...from.listed, ...valuesOf(shownAhead)] : [];
  if (ahead.length > limit) {
    const next = encodeCursor(belongsTo, { isInRest: false, place: placeOf(shownAhead.at(-1), sort), listed });
    return pageOf(await responsesOf(shownAhead, responseOf), next);
  }
  const place = from.isInRest || !first ? from.place : [];
  const rest = await find(unlisted(where, unique, listed), place, limit + 1 - shownAhead.length);
  const shownRest = rest.slice(0, limit - shownAhead.length);
  const isLast = rest.length === shownRest.length;
  const next = isLast
    ? null
    : encodeCursor(belongsTo, { isInRest: true, place: placeOf(shownRest.at(-1), sort), listed });
  return pageOf(await responsesOf([...shownAhead, ...shownRest], responseOf), next);
};

/**
 * The same of a list whose documents may move while somebody pages: all sort fields but the last, which is numeric and
 * unique, may change. The cursor remembers who was listed, and the next page is the first of all others: nobody is missed or shown
 * twice. For lists of some hundreds, as a store's menus are; a cursor holds thousands.
 */
export const pageOfMoving = async <Document extends object, Item>(
  reader: Pick<Reader<Document>, 'pinned'>,
  { list, where, sort }: Omit<Listing<Document>, 'first'>,
  { limit, cursor }: PageQuery,
  responseOf: (document: Document) => Item | null,
): Promise<ResponseWith<200, Page<Item>> | Refusal> => {
  const belongsTo = [list, where, sort];
  const from = cursor === undefined ? START : decodeCursor(cursor, belongsTo, 0);
  if (isRefusal(from)) return from;
  const unique = sort.at(-1)?.[0];
  const build = await reader.pinned();
  const found = await build.find({ where: unlisted(where, unique, from.listed), sort, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const listed = [...from.listed, ...idsBy<Document>(unique)(shown)].sort((a, b) => a - b);
  const next = found.length > limit ? encodeCursor(belongsTo, { ...START, listed }) : null;
  return pageOf(shown.map(responseOf), next);
};

const idsBy =
  <Document>(unique: keyof Document | undefined) =>
  (documents: readonly Document[]): number[] =>
    unique === undefined ? [] : documents.map((document) => document[unique] as number);

const unlisted = <Document>(
  where: Where<Document>,
  unique: keyof Document | undefined,
  listed: readonly number[],
): Where<Document> =>
  listed.length > 0 ? ({ $and: [where, { [unique ?? '']: { $nin: listed } }] } as Where<Document>) : where;

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
