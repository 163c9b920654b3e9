import { splitPath } from '../bson/path.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../expression/context.js';
import type { Maybe } from '../expression/operator.js';
import { compare, isNullish } from '../expression/operator.js';
import { parseSort, sortBy } from '../query/sort.js';
import { DecodedSubject } from '../query/subject.js';
import { interpolated, lastKnown } from './fill-gaps.js';
import { groupsOf, valuesBy } from './group.js';
import type { StageRunner } from './stage.js';
import { specOf } from './stage.js';
import { withValueAt } from './unfold.js';

/** The values of one field of a sorted partition, without gaps. */
type Filling = (documents: readonly Document[]) => readonly Maybe[];

function compileFilling(path: string, output: Value, sort: Document | undefined, context: ExpressionContext): Filling {
  const given = isDocument(output) ? output : newDocument();
  const { value, method } = given;
  const current = valuesBy(`$${path}`, context);
  if (value !== undefined && Object.keys(given).length === 1) {
    const otherwise = valuesBy(value, context);
    return (documents) =>
      documents.map((document) => {
        const known = current(document);
        return isNullish(known) ? (otherwise(document) ?? null) : known;
      });
  }
  if (!sort) throw new CommandError(6050202, 'sortBy is required for a $fill with a method');
  if (method === 'locf') return (documents) => lastKnown(documents.map(current));
  const [field, ...more] = Object.keys(sort);
  if (method !== 'linear' || field === undefined || more.length > 0)
    throw new CommandError(
      6050202,
      "$fill needs a value, or the method 'locf' or 'linear'; 'linear' sorts by one field",
    );
  const at = valuesBy(`$${field}`, context);
  return (documents) => interpolated(documents.map(current), documents.map(at));
}

function partitionOf(spec: Document): Value {
  const { partitionBy, partitionByFields: fields } = spec;
  if (fields === undefined) return partitionBy ?? null;
  if (partitionBy !== undefined)
    throw new CommandError(6050204, 'Maximum one of partitionBy and partitionByFields can be specified in $fill');
  if (!Array.isArray(fields) || !fields.every((field) => typeof field === 'string'))
    throw new CommandError('TypeMismatch', 'partitionByFields of $fill must be an array of strings');
  return fields.map((field) => `$${field}`);
}

/** `$fill`: fills what is null or missing. */
export const fill: StageRunner = (given, documents, { context }) => {
  const spec = specOf('$fill', given, ['output'], ['partitionBy', 'partitionByFields', 'sortBy']);
  const sort = isDocument(spec['sortBy']) ? spec['sortBy'] : undefined;
  if (!isDocument(spec['output'])) throw new CommandError('TypeMismatch', "'output' of $fill must be an object");
  const fillings = Object.entries(spec['output']).map(([path, output]): [string[], Filling] => [
    splitPath(path),
    compileFilling(path, output, sort, context),
  ]);
  const strings = context.collation?.compare;
  const partitions = groupsOf(documents, valuesBy(partitionOf(spec), context), strings);
  if (sort) partitions.sort((a, b) => compare(a.id, b.id, strings));
  return partitions.flatMap(({ documents: members }) => {
    const sorted = sort
      ? sortBy(members, parseSort(sort), (document) => new DecodedSubject(document), strings)
      : members;
    const columns = fillings.map(([path, values]) => ({ path, values: values(sorted) }));
    return sorted.map((document, i) =>
      columns.reduce((result, { path, values }) => withValueAt(result, path, values[i] ?? null), document),
    );
  });
};
