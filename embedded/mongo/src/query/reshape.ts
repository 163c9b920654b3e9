import { show } from '../bson/show.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { compilerFor, scopeOf } from '../expression/compile.js';
import type { ExpressionContext } from '../expression/context.js';
import { typeOf } from '../expression/operator.js';
import { compileProjection } from './projection.js';
import type { Tree } from './projection-tree.js';
import { addComputed, exclude, flatten, plant } from './projection-tree.js';

/** A stage that makes one document of each. */
export type Reshape = (document: Document) => Document;

function addFields(name: string, spec: Value, context: ExpressionContext): Reshape {
  if (!isDocument(spec))
    throw new CommandError(40272, `${name} specification stage must be an object, got ${typeOf(spec)}`);
  const compiler = compilerFor(context);
  const tree: Tree = new Map();
  for (const [path, value] of flatten(spec)) plant(tree, path, compiler.compile(value));
  return (document) => addComputed(document, tree, scopeOf(document, context)) as Document;
}

function unset(spec: Value): Reshape {
  const paths = [spec].flat();
  const tree: Tree = new Map();
  for (const path of paths) {
    if (typeof path !== 'string' || path === '')
      throw new CommandError(31002, '$unset specification must be a string or an array of strings that are not empty');
    plant(tree, path, true);
  }
  if (paths.length === 0) throw new CommandError(31119, '$unset specification must not be an empty array');
  return (document) => exclude(document, tree) as Document;
}

function replaceRoot(expression: Value, context: ExpressionContext): Reshape {
  const root = compilerFor(context).compile(expression);
  return (document) => {
    const value = root(scopeOf(document, context));
    if (isDocument(value)) return value;
    throw new CommandError(
      40228,
      `PlanExecutor error during aggregation :: caused by :: 'newRoot' expression must evaluate to an object, but resulting value was: ${show(value)} (${typeOf(value)})`,
    );
  };
}

function project(spec: Value, context: ExpressionContext): Reshape {
  const projection = isDocument(spec) ? compileProjection(spec, context) : undefined;
  if (!projection)
    throw new CommandError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  return (document) => projection.of(document);
}

/** Compiles a stage that makes one document of each; undefined for any other stage. */
export function compileReshape(name: string, spec: Value, context: ExpressionContext): Reshape | undefined {
  switch (name) {
    case '$addFields':
    case '$set':
      return addFields(name, spec, context);
    case '$project':
      return project(spec, context);
    case '$unset':
      return unset(spec);
    case '$replaceWith':
      return replaceRoot(spec, context);
    case '$replaceRoot': {
      const root = isDocument(spec) ? spec['newRoot'] : undefined;
      if (root === undefined) throw new CommandError(40231, 'no newRoot specified for the $replaceRoot stage');
      return replaceRoot(root, context);
    }
    default:
      return undefined;
  }
}
