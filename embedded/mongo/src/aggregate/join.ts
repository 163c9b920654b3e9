import { valueKey } from '../bson/key.js';
import { isNumber, toDouble } from '../bson/numbers.js';
import { leaves, splitPath } from '../bson/path.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { valueAt } from '../expression/compile.js';
import type { ExpressionContext } from '../expression/context.js';
import { compileFilter } from '../query/matcher.js';
import { DecodedSubject } from '../query/subject.js';
import { computeVariables } from '../query/variables.js';
import { valuesBy } from './group.js';
import type { StageRunner, StageRunners, Surroundings } from './stage.js';
import { specOf, textIn } from './stage.js';
import { parsePipeline } from './stages.js';
import type { Stage } from './stages.js';
import { withValueAt } from './unfold.js';

/** What a value is looked up by: an array by each of its elements, what is missing by null. */
const wantedOf = (value: Value | undefined): Value[] => (Array.isArray(value) ? value : [value ?? null]);

/** Finds documents by the values of a field, as an equality in a filter does. */
function lookUpBy(
  documents: readonly Document[],
  field: string,
  context: ExpressionContext,
): (wanted: Value[]) => Document[] {
  if (context.collation)
    return (wanted) => {
      const matcher = compileFilter({ [field]: { $in: wanted } }, context);
      return documents.filter((document) => matcher(new DecodedSubject(document)));
    };
  const path = splitPath(field);
  const byKey = new Map<string, number[]>();
  documents.forEach((document, i) => {
    const values = leaves(document, path).flatMap((leaf) => (Array.isArray(leaf) ? [leaf, ...leaf] : [leaf ?? null]));
    for (const key of new Set(values.map(valueKey))) byKey.set(key, [...(byKey.get(key) ?? []), i]);
  });
  return (wanted) => {
    const found = new Set(wanted.flatMap((value) => byKey.get(valueKey(value)) ?? []));
    return documents.filter((_, i) => found.has(i));
  };
}

const pipelineOf = (stage: string, value: Value | undefined): Stage[] | undefined => {
  if (value === undefined) return undefined;
  if (!Array.isArray(value)) throw new CommandError('TypeMismatch', `'pipeline' of ${stage} must be an array`);
  const stages = parsePipeline(value);
  const writing = stages.find(({ name }) => name === '$out' || name === '$merge');
  if (writing) throw new CommandError(51047, `${writing.name} is not allowed within a ${stage}'s sub-pipeline`);
  return stages;
};

function lookup(given: Value, documents: Document[], surroundings: Surroundings): Document[] {
  const spec = specOf('$lookup', given, ['as'], ['from', 'localField', 'foreignField', 'let', 'pipeline']);
  const { context } = surroundings;
  const stages = pipelineOf('$lookup', spec['pipeline']);
  const byField = spec['localField'] !== undefined || spec['foreignField'] !== undefined;
  if (!byField && !stages)
    throw new CommandError(
      'FailedToParse',
      '$lookup requires both or neither of localField and foreignField, or a pipeline',
    );
  if (spec['from'] === undefined && stages?.[0]?.name !== '$documents')
    throw new CommandError('FailedToParse', "must specify 'from' field for a $lookup");
  const foreign = spec['from'] === undefined ? [] : surroundings.collection(textIn('$lookup', spec, 'from'));
  const local = byField ? splitPath(textIn('$lookup', spec, 'localField')) : [];
  const find = byField ? lookUpBy(foreign, textIn('$lookup', spec, 'foreignField'), context) : undefined;
  const variables = isDocument(spec['let']) ? spec['let'] : newDocument();
  const as = splitPath(textIn('$lookup', spec, 'as'));
  return documents.map((document) => {
    const candidates = find ? find(wantedOf(valueAt(document, local))) : foreign;
    if (!stages) return withValueAt(document, as, candidates);
    const inner = {
      ...context,
      variables: { ...context.variables, ...computeVariables(variables, document, context) },
    };
    return withValueAt(document, as, surroundings.run(candidates, stages, inner));
  });
}

function graphLookup(given: Value, documents: Document[], surroundings: Surroundings): Document[] {
  const spec = specOf(
    '$graphLookup',
    given,
    ['from', 'startWith', 'connectFromField', 'connectToField', 'as'],
    ['maxDepth', 'depthField', 'restrictSearchWithMatch'],
  );
  const { context } = surroundings;
  const restriction = compileFilter(
    isDocument(spec['restrictSearchWithMatch']) ? spec['restrictSearchWithMatch'] : newDocument(),
    context,
  );
  const foreign = surroundings
    .collection(textIn('$graphLookup', spec, 'from'))
    .filter((document) => restriction(new DecodedSubject(document)));
  const find = lookUpBy(foreign, textIn('$graphLookup', spec, 'connectToField'), context);
  const from = splitPath(textIn('$graphLookup', spec, 'connectFromField'));
  const start = valuesBy(spec['startWith'] ?? null, context);
  const { maxDepth, depthField } = spec;
  const deepest = maxDepth === undefined ? Infinity : isNumber(maxDepth) ? toDouble(maxDepth) : NaN;
  if (!(deepest >= 0)) throw new CommandError(40101, 'maxDepth of $graphLookup requires a number that is not negative');
  const reachable = (document: Document): Document[] => {
    const seen = new Set<Document>();
    const found: Document[] = [];
    let wanted = wantedOf(start(document));
    for (let depth = 0; depth <= deepest && wanted.length > 0; depth++) {
      const next = find(wanted).filter((candidate) => !seen.has(candidate));
      next.forEach((candidate) => seen.add(candidate));
      found.push(
        ...next.map((hit) =>
          typeof depthField === 'string' ? withValueAt(hit, splitPath(depthField), BigInt(depth)) : hit,
        ),
      );
      wanted = next.flatMap((candidate) => wantedOf(valueAt(candidate, from)));
    }
    return found;
  };
  const as = splitPath(textIn('$graphLookup', spec, 'as'));
  return documents.map((document) => withValueAt(document, as, reachable(document)));
}

const unionWith: StageRunner = (given, documents, surroundings) => {
  const spec = typeof given === 'string' ? { coll: given } : specOf('$unionWith', given, [], ['coll', 'pipeline']);
  const stages = pipelineOf('$unionWith', 'pipeline' in spec ? spec['pipeline'] : undefined) ?? [];
  const from = 'coll' in spec ? surroundings.collection(textIn('$unionWith', spec, 'coll')) : [];
  return [...documents, ...surroundings.run(from, stages, surroundings.context)];
};

const NOT_IN_FACET = new Set(['$facet', '$out', '$merge', '$documents', '$listLocalSessions']);

const facet: StageRunner = (spec, documents, surroundings) => {
  if (!isDocument(spec) || Object.keys(spec).length === 0)
    throw new CommandError(40169, 'the $facet specification must be a non-empty object');
  const result = newDocument();
  for (const [name, pipeline] of Object.entries(spec)) {
    if (!Array.isArray(pipeline)) throw new CommandError(40170, `arguments to $facet must be arrays, ${name} is not`);
    const stages = parsePipeline(pipeline);
    const wrong = stages.find((stage) => NOT_IN_FACET.has(stage.name));
    if (wrong) throw new CommandError(40600, `${wrong.name} is not allowed to be used within a $facet stage`);
    result[name] = surroundings.run(documents, stages, surroundings.context);
  }
  return [result];
};

/** Stages that read other collections, or have pipelines of their own. */
export const joining: StageRunners = {
  $lookup: lookup,
  $graphLookup: graphLookup,
  $unionWith: unionWith,
  $facet: facet,
};
