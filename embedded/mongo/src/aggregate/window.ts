import { splitPath } from '../bson/path.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';
import { compilerFor } from '../expression/compile.js';
import type { ExpressionContext } from '../expression/context.js';
import type { Maybe } from '../expression/operator.js';
import { compare, fieldsOf, integerOf } from '../expression/operator.js';
import { parseSort, sortBy } from '../query/sort.js';
import { DecodedSubject } from '../query/subject.js';
import { compileAccumulator } from './accumulators.js';
import { interpolated, lastKnown } from './fill-gaps.js';
import { groupsOf, valuesBy } from './group.js';
import type { StageRunner } from './stage.js';
import { specOf } from './stage.js';
import { withValueAt } from './unfold.js';
import { windowOf } from './window-bounds.js';

/** The values of one output field, for every document of a sorted partition. */
type WindowFunction = (documents: readonly Document[]) => readonly Maybe[];

const REFUSED = new Set('$expMovingAvg $derivative $integral $covariancePop $covarianceSamp'.split(' '));

/** The value that a partition is sorted by, where it is one. */
function sortedValue(
  sort: Document | undefined,
  name: string,
  context: ExpressionContext,
): (document: Document) => Maybe {
  const [field, ...more] = Object.keys(sort ?? {});
  if (field === undefined || more.length > 0)
    throw new CommandError(
      5371602,
      `${name} must be specified with a top level sortBy expression with exactly one element`,
    );
  return valuesBy(`$${field}`, context);
}

/** The place of each document; those that are equal share one, and `dense` leaves none out behind them. */
function ranks(values: readonly Maybe[], dense: boolean, context: ExpressionContext): number[] {
  let rank = 0;
  return values.map((value, i) => {
    const isNew = i === 0 || compare(values[i - 1], value, context.collation?.compare) !== 0;
    if (isNew) rank = dense ? rank + 1 : i + 1;
    return rank;
  });
}

function shifted(operand: Value, context: ExpressionContext): WindowFunction {
  const fields = fieldsOf('$shift', operand, ['output', 'by'], ['default']);
  const output = valuesBy(fields['output'] ?? null, context);
  const by = integerOf('$shift', fields['by'], 9);
  const otherwise = valuesBy(fields['default'] ?? null, context)({});
  return (documents) =>
    documents.map((_, i) => {
      const other = documents[i + by];
      return (other ? output(other) : otherwise) ?? null;
    });
}

function compileFunction(spec: Document, sort: Document | undefined, context: ExpressionContext): WindowFunction {
  const { window, ...rest } = spec;
  const [entry, more] = Object.entries(rest);
  if (!entry || more) throw new CommandError('FailedToParse', 'Expected a $-prefixed window function, and only one');
  const [name, operand] = entry;
  switch (name) {
    case '$rank':
    case '$denseRank': {
      const value = sortedValue(sort, name, context);
      return (documents) => ranks(documents.map(value), name === '$denseRank', context);
    }
    case '$documentNumber':
      sortedValue(sort, name, context);
      return (documents) => documents.map((_, i) => i + 1);
    case '$shift':
      return shifted(operand, context);
    case '$locf': {
      const value = valuesBy(operand, context);
      return (documents) => lastKnown(documents.map(value));
    }
    case '$linearFill': {
      const value = valuesBy(operand, context);
      const at = sortedValue(sort, name, context);
      return (documents) => interpolated(documents.map(value), documents.map(at));
    }
    default: {
      if (REFUSED.has(name)) throw notImplemented(name);
      const accumulate = compileAccumulator(name, operand, compilerFor(context), context);
      if (!accumulate) throw new CommandError('FailedToParse', `Unrecognized window function, ${name}`);
      const windowAt = windowOf(window, sort);
      return (documents) => documents.map((_, i) => accumulate(windowAt(documents, i)) ?? null);
    }
  }
}

/** `$setWindowFields`: adds fields that are computed from the documents around each document. */
export const setWindowFields: StageRunner = (given, documents, { context }) => {
  const spec = specOf('$setWindowFields', given, ['output'], ['partitionBy', 'sortBy']);
  const sort = isDocument(spec['sortBy']) ? spec['sortBy'] : undefined;
  if (!isDocument(spec['output']))
    throw new CommandError('TypeMismatch', "'output' of $setWindowFields must be an object");
  const outputs = Object.entries(spec['output']).map(([path, output]): [string[], WindowFunction] => {
    if (!isDocument(output))
      throw new CommandError('FailedToParse', `The field '${path}' must be an object that names a window function`);
    return [splitPath(path), compileFunction(output, sort, context)];
  });
  const strings = context.collation?.compare;
  const order = parseSort(sort ?? {});
  return groupsOf(documents, valuesBy(spec['partitionBy'] ?? null, context), strings)
    .sort((a, b) => compare(a.id, b.id, strings))
    .flatMap(({ documents: members }) => {
      const sorted = sortBy(members, order, (document) => new DecodedSubject(document), strings);
      const columns = outputs.map(([path, values]) => ({ path, values: values(sorted) }));
      return sorted.map((document, i) =>
        columns.reduce((result, { path, values }) => withValueAt(result, path, values[i] ?? null), document),
      );
    });
};
