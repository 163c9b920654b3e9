import { isNumber } from '../bson/numbers.js';
import { elements, isCalled } from '../bson/raw.js';
import { readDocument } from '../bson/read.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, newDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { CommandError } from '../command-error.js';
import { compilerFor, scopeOf } from '../expression/compile.js';
import type { ExpressionContext } from '../expression/context.js';
import type { Expression, Scope } from '../expression/operator.js';
import type { ArrayProjection } from './projection-arrays.js';
import { arrayProjection, positionalProjection } from './projection-arrays.js';
import type { Node, Tree } from './projection-tree.js';
import { exclude, flatten, include, isFlag, isOn, plant } from './projection-tree.js';

/** Turns documents into the ones that were asked for. */
export interface Projection {
  of(document: Document): Document;
  /** The same on encoded documents. */
  ofBytes(bytes: Buffer): Buffer;
  /** Whether only fields are picked, so that nothing is decoded. */
  readonly picks: boolean;
}

/** What a projection depends on besides its own text: in a find also the query, for `path.$`. */
export interface ProjectionContext extends ExpressionContext {
  readonly filter?: Document | undefined;
}

interface Parsed {
  readonly tree: Tree;
  readonly including: boolean;
  readonly withId: boolean;
  readonly computes: boolean;
  readonly arrays: readonly ArrayProjection[];
}

const POSITION = '.$';

/** One field of a specification. */
type Entry = readonly [path: string, value: Value];

const isPositional = ([path]: Entry): boolean => path.endsWith(POSITION);
const isElemMatch = ([, value]: Entry): boolean => isDocument(value) && '$elemMatch' in value;
/** `$slice` of numbers alone is about the field that it stands at; any other is an expression. */
const isSlice = ([, value]: Entry): boolean =>
  isDocument(value) && '$slice' in value && [value['$slice']].flat().every(isNumber);

/** Checks `path.$`, and gives the path. */
function positionalPath(entry: Entry, entries: readonly Entry[]): string {
  const [name, value] = entry;
  if (entries.filter(isPositional).length > 1)
    throw new CommandError(31276, 'Cannot specify more than one positional projection per query.');
  if (!isFlag(value))
    throw new CommandError(31271, 'positional projection cannot be used with an expression or sub object');
  if (!isOn(value)) throw new CommandError(31395, 'positional projection cannot be used with exclusion');
  if (entries.some(isElemMatch)) throw new CommandError(31256, 'Cannot specify positional operator and $elemMatch.');
  return name.slice(0, -POSITION.length);
}

/** The array operators that a find may have, by the path that each of them keeps. */
function parseArrays(
  entries: readonly Entry[],
  { filter, ...context }: ProjectionContext,
): [path: string, change: ArrayProjection][] {
  if (entries.some(([path]) => path.includes('.$.')))
    throw new CommandError(31394, 'As of 4.4, it is illegal to specify positional operator in the middle of a path.');
  return entries.flatMap((entry): [string, ArrayProjection][] => {
    if (isPositional(entry)) {
      const path = positionalPath(entry, entries);
      if (!filter) throw new CommandError(31324, 'Cannot use positional projection in aggregation projection');
      return [[path, positionalProjection(path, filter, context)]];
    }
    if (!filter || !(isSlice(entry) || isElemMatch(entry))) return [];
    return [[entry[0], arrayProjection(entry[0], entry[1] as Document, context)]];
  });
}

const isComputed = (entry: Entry, inFind: boolean): boolean =>
  !isFlag(entry[1]) && !isPositional(entry) && !(inFind && (isSlice(entry) || isElemMatch(entry)));

const unknownExpression = (name: string): CommandError =>
  new CommandError(31325, `Invalid $project :: caused by :: Unknown expression ${name}`);

function isIncluding(entries: readonly Entry[], computes: boolean): boolean {
  const [first] = entries.filter((entry) => entry[0] !== '_id' && isFlag(entry[1]) && !isPositional(entry));
  if (first) return isOn(first[1]);
  const id = entries.find(([path]) => path === '_id')?.[1];
  return (
    computes || entries.some((entry) => isPositional(entry) || isElemMatch(entry)) || (id !== undefined && isOn(id))
  );
}

function parse(entries: readonly Entry[], context: ProjectionContext): Parsed {
  const inFind = context.filter !== undefined;
  const arrays = parseArrays(entries, context);
  const compiler = compilerFor(context, [], { unknownOperator: unknownExpression });
  const computed = entries
    .filter((entry) => isComputed(entry, inFind))
    .map(([path, value]): [string, Expression] => [path, compiler.compile(value)]);
  const including = isIncluding(entries, computed.length > 0);
  if (computed[0] && !including)
    throw new CommandError(31252, `Cannot use expression other than $meta in exclusion projection: ${computed[0][0]}`);
  const nodes = new Map<string, Node>([...arrays.map(([path]): [string, Node] => [path, true]), ...computed]);
  const tree: Tree = new Map();
  for (const entry of entries) {
    const [name, value] = entry;
    const path = isPositional(entry) ? name.slice(0, -POSITION.length) : name;
    const node = nodes.get(path);
    if (node !== undefined) {
      if (including) plant(tree, path, node);
    } else if (path !== '_id' && isOn(value) !== including)
      throw including
        ? new CommandError(31254, `Cannot do exclusion on field ${path} in inclusion projection`)
        : new CommandError(31253, `Cannot do inclusion on field ${path} in exclusion projection`);
    else if (path !== '_id') plant(tree, path, true);
  }
  const id = entries.find(([path]) => path === '_id')?.[1];
  const withId = id === undefined || !isFlag(id) || isOn(id);
  return { tree, including, withId, computes: computed.length > 0, arrays: arrays.map(([, change]) => change) };
}

/** Copies the bytes of top-level fields: nothing is decoded, no name either. */
function picking({ tree, including, withId }: Parsed): (bytes: Buffer) => Buffer {
  const named = [...tree.keys(), ...(withId === including ? ['_id'] : [])].map((name) => Buffer.from(name));
  return (bytes) => {
    const out = Buffer.allocUnsafe(bytes.length);
    let size = 4;
    for (const element of elements(bytes)) {
      if (named.some((name) => isCalled(bytes, element, name)) !== including) continue;
      size += bytes.copy(out, size, element.start, element.end);
    }
    out[size++] = 0;
    out.writeInt32LE(size, 0);
    return out.subarray(0, size);
  };
}

function project(
  document: Document,
  { tree, including, withId, computes, arrays }: Parsed,
  scope: (of: Document) => Scope,
): Document {
  const { _id: id, ...fields } = document;
  const apart = !tree.has('_id'); // else it is treated like any other field
  const rest = Object.assign(newDocument(), apart ? fields : document);
  for (const change of arrays) change(rest);
  const kept = including
    ? include(rest, tree, computes ? scope(document) : undefined)
    : (exclude(rest, tree) as Document);
  return withId && apart && id !== undefined ? Object.assign(newDocument(), { _id: id }, kept) : kept;
}

/**
 * Compiles a projection document; undefined when it asks for whole documents.
 * @throws CommandError for a mix of inclusion and exclusion, and for what is wrong with an expression
 */
export function compileProjection(spec: Document, context: ProjectionContext): Projection | undefined {
  const entries = flatten(spec);
  if (entries.length === 0) return undefined;
  const parsed = parse(entries, context);
  const scope = (document: Document): Scope => scopeOf(document, context);
  const of = (document: Document): Document => project(document, parsed, scope);
  const simple = parsed.arrays.length === 0 && [...parsed.tree.values()].every((node) => node === true);
  return {
    of,
    picks: simple,
    ofBytes: simple ? picking(parsed) : (bytes) => writeDocument(of(readDocument(bytes))),
  };
}
