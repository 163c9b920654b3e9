import { isNumber, toDouble } from '../bson/numbers.js';
import { show } from '../bson/show.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { CommandError } from '../command-error.js';
import type { ExpressionContext } from '../query/expression-context.js';
import { compileFilter } from '../query/matcher.js';
import type { Projection } from '../query/projection.js';
import { compileProjection, isComputed } from '../query/projection.js';
import { parseSort, sortBy } from '../query/sort.js';
import { EncodedSubject } from '../query/subject.js';
import type { Stage } from './stages.js';

export function amount(spec: Value, stage: '$skip' | '$limit'): number {
  const value = isNumber(spec) ? toDouble(spec) : NaN;
  if (!Number.isInteger(value) || value < 0)
    throw new CommandError(
      stage === '$skip' ? 'Location5107200' : 'Location5107201',
      `invalid argument to ${stage} stage: Expected a non-negative number in: ${stage}: ${show(spec)}`,
    );
  return value;
}

export function limitOf(spec: Value): number {
  const limit = amount(spec, '$limit');
  if (limit === 0) throw new CommandError('Location15958', 'the limit must be positive');
  return limit;
}

export function filterOf(spec: Value): Document {
  if (!isDocument(spec)) throw new CommandError('Location15959', 'the match filter must be an expression in an object');
  return spec;
}

export function sortOf(spec: Value): Document {
  if (!isDocument(spec)) throw new CommandError('Location15973', 'the $sort key specification must be an object');
  if (Object.keys(spec).length === 0)
    throw new CommandError('Location15976', '$sort stage must have at least one sort key');
  return spec;
}

function projectionOf(spec: Value, context: ExpressionContext): Projection {
  const project = isDocument(spec) ? compileProjection(spec, context) : undefined;
  if (!project)
    throw new CommandError(
      'Location51272',
      'Invalid $project :: caused by :: projection specification must have at least one field',
    );
  return project;
}

type NativeStage = (spec: Value, documents: readonly Buffer[], context: ExpressionContext) => Buffer[];

/** The stages that need no expressions: they work on documents as encoded, and keep every type exactly. */
const stages: Readonly<Record<string, NativeStage>> = {
  $match(spec, documents, context) {
    const matcher = compileFilter(filterOf(spec), context);
    return documents.filter((bytes) => matcher(new EncodedSubject(bytes)));
  },
  $sort: (spec, documents, { collation }) =>
    sortBy(documents, parseSort(sortOf(spec)), (bytes) => new EncodedSubject(bytes), collation?.compare),
  $skip: (spec, documents) => documents.slice(amount(spec, '$skip')),
  $limit: (spec, documents) => documents.slice(0, limitOf(spec)),
  $count(spec, documents) {
    if (typeof spec !== 'string' || spec === '')
      throw new CommandError('BadValue', 'the count field must be a non-empty string');
    return documents.length > 0 ? [writeDocument({ [spec]: documents.length })] : [];
  },
  $project: (spec, documents, context) => documents.map(projectionOf(spec, context)),
};

/** What drivers send to count documents: no need to read any. */
function isCount({ name, spec }: Stage): boolean {
  if (name !== '$group' || !isDocument(spec) || Object.keys(spec).join() !== '_id,n') return false;
  return spec['_id'] === 1 && isDocument(spec['n']) && spec['n']['$sum'] === 1 && Object.keys(spec['n']).length === 1;
}

/** How a stage is run on encoded documents; undefined where it has to be computed. */
export function nativeStage(stage: Stage): NativeStage | undefined {
  const { name, spec } = stage;
  if (isCount(stage))
    return (_, documents) => (documents.length > 0 ? [writeDocument({ _id: 1, n: documents.length })] : []);
  return name === '$project' && isDocument(spec) && isComputed(spec) ? undefined : stages[name];
}
