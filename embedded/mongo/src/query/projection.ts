import { isNumber, toDouble } from '../bson/numbers.js';
import { splitPath } from '../bson/path.js';
import { elements, nameOf } from '../bson/raw.js';
import { readDocument } from '../bson/read.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, isOperatorDocument, newDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { CommandError } from '../command-error.js';
import { computedProjection } from './computed-projection.js';
import type { ArrayProjection } from './projection-arrays.js';
import { arrayProjection, positionalProjection } from './projection-arrays.js';
import type { ExpressionContext } from './expression-context.js';

/** Turns a stored document into the one that the client asked for. */
export type Projection = (bytes: Buffer) => Buffer;

/** The fields kept or left out: true at the end of a path, a tree on the way there. */
interface Tree {
  [name: string]: true | Tree;
}

interface Parsed {
  readonly tree: Tree;
  readonly including: boolean;
  readonly withId: boolean;
  readonly arrays: readonly ArrayProjection[];
}

const isFlag = (value: Value): boolean => typeof value === 'boolean' || isNumber(value);
const isOn = (value: Value): boolean => (isNumber(value) ? toDouble(value) !== 0 : value === true);

/** `{ a: { b: 1 } }` and `{ 'a.b': 1 }` say the same. */
function flatten(spec: Document, prefix = ''): [string, Value][] {
  return Object.entries(spec).flatMap(([name, value]): [string, Value][] =>
    isDocument(value) && !isOperatorDocument(value)
      ? flatten(value, `${prefix}${name}.`)
      : [[`${prefix}${name}`, value]],
  );
}

function plant(tree: Tree, path: string): void {
  const segments = splitPath(path);
  let at = tree;
  segments.forEach((name, i) => {
    const next = at[name];
    if (next === true) throw collision(path);
    if (i < segments.length - 1) at = next ?? (at[name] = newDocument() as unknown as Tree);
    else if (next) throw collision(path);
    else at[name] = true;
  });
}

const collision = (path: string): CommandError => new CommandError('Location31249', `Path collision at ${path}`);

/** What a projection depends on besides its own text: in a find also the query, for `path.$`. */
export interface ProjectionContext extends ExpressionContext {
  readonly filter?: Document | undefined;
}

const POSITION = '.$';

/** Checks `path.$`, and gives the path. */
function positionalPath(name: string, value: Value, entries: readonly [string, Value][]): string {
  if (entries.filter(([other]) => other.endsWith(POSITION)).length > 1)
    throw new CommandError('Location31276', 'Cannot specify more than one positional projection per query.');
  if (!isFlag(value))
    throw new CommandError('Location31271', 'positional projection cannot be used with an expression or sub object');
  if (!isOn(value)) throw new CommandError('Location31395', 'positional projection cannot be used with exclusion');
  if (entries.some(([, other]) => isDocument(other) && '$elemMatch' in other))
    throw new CommandError('Location31256', 'Cannot specify positional operator and $elemMatch.');
  return name.slice(0, -POSITION.length);
}

/** The array operators of a projection, by the path that each of them keeps. */
function parseArrays(
  entries: readonly [string, Value][],
  { filter, ...context }: ProjectionContext,
): [string, ArrayProjection][] {
  return entries.flatMap(([name, value]): [string, ArrayProjection][] => {
    if (name.includes('.$.'))
      throw new CommandError(
        'Location31394',
        'As of 4.4, it is illegal to specify positional operator in the middle of a path.',
      );
    if (name.endsWith(POSITION)) {
      const path = positionalPath(name, value, entries);
      if (!filter)
        throw new CommandError('Location31324', 'Cannot use positional projection in aggregation projection');
      return [[path, positionalProjection(path, filter, context)]];
    }
    return isFlag(value) ? [] : [[name, arrayProjection(name, value as Document, context)]];
  });
}

function parse(entries: [string, Value][], context: ProjectionContext): Parsed {
  const flags = entries.filter(([name, value]) => name !== '_id' && !name.endsWith(POSITION) && isFlag(value));
  const arrays = parseArrays(entries, context);
  const id = entries.find(([name]) => name === '_id')?.[1];
  const keeps = entries.some(
    ([name, value]) => name.endsWith(POSITION) || (isDocument(value) && '$elemMatch' in value),
  );
  const [first] = flags;
  const including = first ? isOn(first[1]) : keeps || (id !== undefined && isOn(id));
  const other = flags.find(([, value]) => isOn(value) !== including);
  if (other)
    throw including
      ? new CommandError('Location31254', `Cannot do exclusion on field ${other[0]} in inclusion projection`)
      : new CommandError('Location31253', `Cannot do inclusion on field ${other[0]} in exclusion projection`);
  const tree = newDocument() as unknown as Tree;
  for (const [name] of flags) plant(tree, name);
  if (including) for (const [name] of arrays) plant(tree, name);
  return { tree, including, withId: id === undefined || isOn(id), arrays: arrays.map(([, change]) => change) };
}

function prune(value: Value, tree: true | Tree | undefined, including: boolean): Value | undefined {
  if (tree === undefined) return including ? undefined : value;
  if (tree === true) return including ? value : undefined;
  if (Array.isArray(value))
    return value.map((item) => prune(item, tree, including)).filter((item) => item !== undefined);
  if (!isDocument(value)) return including ? undefined : value;
  const kept = newDocument();
  for (const [name, item] of Object.entries(value)) {
    const result = prune(item, tree[name], including);
    if (result !== undefined) kept[name] = result;
  }
  return kept;
}

/** Copies the bytes of top-level fields: nothing is decoded. */
function flat({ tree, including, withId }: Parsed): Projection {
  return (bytes) => {
    const parts: Buffer[] = [Buffer.alloc(4)];
    for (const element of elements(bytes)) {
      const name = nameOf(bytes, element);
      const keep = name === '_id' ? withId : name in tree === including;
      if (keep) parts.push(bytes.subarray(element.start, element.end));
    }
    parts.push(Buffer.alloc(1));
    const out = Buffer.concat(parts);
    out.writeInt32LE(out.length, 0);
    return out;
  };
}

function deep({ tree, including, withId, arrays }: Parsed): Projection {
  return (bytes) => {
    const document = readDocument(bytes);
    const { _id: id } = document;
    delete document['_id'];
    for (const change of arrays) change(document);
    const kept = prune(document, tree, including) as Document;
    return writeDocument(withId && id !== undefined ? Object.assign(newDocument(), { _id: id }, kept) : kept);
  };
}

/** `$slice` of numbers alone is about the field that it stands at; any other is an expression. */
const isArrayOperator = (value: Value): boolean =>
  isDocument(value) && ('$elemMatch' in value || ('$slice' in value && [value['$slice']].flat().every(isNumber)));

/** Whether a projection has expressions, so that its values are computed. */
export const isComputed = (spec: Document): boolean =>
  flatten(spec).some(([, value]) => !isFlag(value) && !isArrayOperator(value));

/**
 * Compiles a projection document; undefined when it asks for whole documents.
 * @throws CommandError for a mix of inclusion and exclusion, and for what is not implemented.
 */
export function compileProjection(spec: Document, context: ProjectionContext): Projection | undefined {
  const entries = flatten(spec);
  if (entries.length === 0) return undefined;
  if (isComputed(spec)) return computedProjection(spec, context);
  const parsed = parse(entries, context);
  const simple = parsed.arrays.length === 0 && Object.values(parsed.tree).every((branch) => branch === true);
  return simple ? flat(parsed) : deep(parsed);
}
