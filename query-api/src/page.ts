import type { Sort, Where } from '@doremi/shared/engines/read-side/where';
import { decodeCursor, encodeCursor, type PageQuery } from '@doremi/shared/http/paging';
import type { Answer } from '@doremi/shared/http/route';
import { isRefusal, type Refusal } from '@doremi/shared/kernel/refusal';
import type { Reader } from './read-models.js';

/** What a list shows and in which order: one section after the other, each sorted the same way. */
export interface Listing<Document> {
  readonly sections: readonly Where<Document>[];
  /** Fields that are never null, the last one unique, so that every document has one place. */
  readonly sort: Sort<Document>;
}

/**
 * One page of a list: `{items, nextCursor}`, `nextCursor` null on the last. The cursor holds the place of the last
 * item, not a count, so what comes or goes meanwhile neither hides nor repeats an item. CURSOR_INVALID when it is none.
 */
export const page = async <Document extends object>(
  reader: Pick<Reader<Document>, 'pinned'>,
  { sections, sort }: Listing<Document>,
  { limit, cursor }: PageQuery,
  answerOf: (document: Document) => object | null,
): Promise<Answer | Refusal> => {
  const from = cursor === undefined ? [] : decodeCursor(cursor, sort.length + 1);
  if (isRefusal(from)) return from;
  const [start = 0, ...place] = from;
  const build = await reader.pinned();
  const found: { readonly section: number; readonly document: Document }[] = [];
  for (const [section, where] of sections.entries()) {
    if (section < Number(start)) continue;
    const after = section === start && place.length > 0 ? { after: place } : {};
    const documents = await build.find({ where, sort, limit: limit + 1 - found.length, ...after });
    found.push(...documents.map((document) => ({ section, document })));
    if (found.length > limit) break;
  }
  const shown = found.slice(0, limit);
  const last = found.length > limit ? shown.at(-1) : undefined;
  return {
    status: 200,
    body: {
      items: shown.map(({ document }) => answerOf(document)),
      nextCursor: last ? encodeCursor([last.section, ...placeOf(last.document, sort)]) : null,
    },
  };
};

const placeOf = <Document extends object>(document: Document, sort: Sort<Document>): (string | number)[] =>
  sort.map(([field]) => document[field] as string | number);
