import type { Sort, Where } from '@doremi/read-models';
import { Absent, Day, MAX_STORE_ID, Whole } from '@doremi/http';
import { type Cell, csvOf } from './csv.js';
import type { Reader } from './read-models.js';

export class ExportQuery {
  @Absent() @Whole({ min: 1, max: MAX_STORE_ID }) storeId?: number;
  /** The store's local date on which it was ordered. */
  @Day() day!: string;
}

/** What a table says of each document, and in which order they come: by fields that never change, the last one unique. */
export interface Table<Document> {
  readonly columns: readonly (readonly [name: string, of: (document: Document) => Cell])[];
  readonly sort: Sort<Document>;
}

/** How many documents are read at once. */
const AT_ONCE = 500;

/** Documents as CSV, a row each, as they are in one build of their read model. */
export const asCsv = async <Document extends object>(
  reader: Pick<Reader<Document>, 'pinned'>,
  { columns, sort }: Table<Document>,
  where: Where<Document>,
): Promise<string> => {
  const build = await reader.pinned();
  let text = csvOf([columns.map(([name]) => name)]);
  for (let after: readonly unknown[] | undefined, isMore = true; isMore;) {
    const documents = await build.find({ where, sort, limit: AT_ONCE, ...(after && { after }) });
    text += csvOf(documents.map((document) => columns.map(([, of]) => of(document))));
    const last = documents.at(-1);
    isMore = last !== undefined && documents.length === AT_ONCE;
    if (last) after = sort.map(([field]) => last[field]);
  }
  return text;
};

/** The answer that is a table, to be kept as a file of this name. */
export const csvFile = (name: string, content: string) => ({
  status: 200 as const,
  form: { mediaType: 'text/csv; charset=utf-8; header=present', content },
  headers: { 'Content-Disposition': `attachment; filename="${name}"` },
});
