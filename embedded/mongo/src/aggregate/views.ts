import { equalValues } from '../bson/compare.js';
import type { Document, Value } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { Catalog, Namespace } from '../store/catalog.js';
import { namespaceOf } from '../store/catalog.js';
import type { Stage } from './stages.js';
import { parsePipeline } from './stages.js';

/** A view of a view of a view … may be that deep. */
const MAX_DEPTH = 20;

const pipelineOf = (view: Document): Value[] => (Array.isArray(view['pipeline']) ? view['pipeline'] : []);

const basisOf = ({ database }: Namespace, view: Document): Namespace => ({
  database,
  collection: view['viewOn'] as string,
});

/**
 * The collection that a name means in the end, and the stages through which it is seen: none for a collection.
 * @param above how many views there are above it already
 * @throws CommandError 165 for views of views that are too deep
 */
export function resolveView(catalog: Catalog, at: Namespace, above = 0): { at: Namespace; stages: Stage[] } {
  let name = at;
  let stages: Stage[] = [];
  for (let depth = above; depth <= MAX_DEPTH; depth++) {
    const view = catalog.viewAt(name);
    if (!view) return { at: name, stages };
    stages = [...parsePipeline(pipelineOf(view)), ...stages];
    name = basisOf(name, view);
  }
  throw new CommandError('ViewDepthLimitExceeded', `View depth limit exceeded; maximum depth is ${MAX_DEPTH}`);
}

/** Whether a view on `basis` would be made from itself. */
function isMadeFrom(catalog: Catalog, basis: Namespace, name: Namespace): boolean {
  if (namespaceOf(basis) === namespaceOf(name)) return true;
  const view = catalog.viewAt(basis);
  return view !== undefined && isMadeFrom(catalog, basisOf(basis, view), name);
}

/**
 * Checks what a view is to be made of.
 * @throws CommandError 5, 73, 165, 167 and those of a pipeline
 */
export function checkView(catalog: Catalog, at: Namespace, view: Document): void {
  if (view['viewOn'] === '') throw new CommandError('BadValue', "'viewOn' cannot be empty");
  const stages = parsePipeline(pipelineOf(view));
  const writing = stages.find(({ name }) => name === '$out' || name === '$merge');
  if (writing)
    throw new CommandError(
      'OptionNotSupportedOnView',
      `The aggregation stage ${writing.name} in the pipeline cannot be used in the view definition of ${namespaceOf(at)}`,
    );
  const basis = basisOf(at, view);
  const below = catalog.viewAt(basis);
  if (below && !equalValues(below['collation'], view['collation']))
    throw new CommandError(
      'OptionNotSupportedOnView',
      `View ${namespaceOf(at)} has conflicting collation with view ${namespaceOf(basis)}`,
    );
  if (isMadeFrom(catalog, basis, at))
    throw new CommandError('GraphContainsCycle', `View cycle detected: ${namespaceOf(at)} => ${namespaceOf(basis)}`);
  resolveView(catalog, basis, 1);
}
