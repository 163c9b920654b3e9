import { newDocument } from '../bson/value.js';
import { notImplemented } from '../command-error.js';
import { compileFilter } from '../query/matcher.js';
import type { Selection } from '../query/select.js';
import { select, selectDocuments } from '../query/select.js';
import { parseSort } from '../query/sort.js';
import type { Catalog, Namespace } from '../store/catalog.js';
import { runPipeline } from './pipeline.js';

/**
 * What a query selects in a collection or a view, in its order; nothing where there is neither.
 * @throws CommandError for what the query has wrong, whether or not there is anything
 */
export function selectAt(catalog: Catalog, at: Namespace, selection: Selection): Buffer[] {
  if (catalog.viewAt(at)) {
    if (selection.hint !== undefined) throw notImplemented('a hint on a view');
    return selectDocuments(runPipeline(catalog, at, [], { collation: selection.context?.collation }), selection);
  }
  const collection = catalog.find(at);
  if (collection) return select(collection, selection).map(({ bytes }) => bytes);
  compileFilter(selection.filter, selection.context);
  parseSort(selection.sort ?? newDocument());
  return [];
}
