import { isNumber, toDouble } from '../bson/numbers.js';
import { splitPath } from '../bson/path.js';
import { elements, nameOf } from '../bson/raw.js';
import { readDocument } from '../bson/read.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, isOperatorDocument, newDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { CommandError, notImplemented } from '../command-error.js';
import { computedProjection } from './computed-projection.js';
import type { ArrayProjection } from './projection-arrays.js';
import { arrayProjection } from './projection-arrays.js';
import type { ExpressionContext } from './expression-context.js';
import { emptyContext } from './expression-context.js';

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
  readonly arrays: readonly [string, ArrayProjection][];
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

function parse(entries: [string, Value][], context: ExpressionContext): Parsed {
  const flags = entries.filter(([name, value]) => name !== '_id' && isFlag(value));
  const arrays = entries
    .filter(([, value]) => !isFlag(value))
    .map(([name, value]): [string, ArrayProjection] => [name, arrayProjection(value as Document, context)]);
  const id = entries.find(([name]) => name === '_id')?.[1];
  const elemMatch = entries.some(([, value]) => isDocument(value) && '$elemMatch' in value);
  const [first] = flags;
  const including = first ? isOn(first[1]) : elemMatch || (id !== undefined && isOn(id));
  const other = flags.find(([, value]) => isOn(value) !== including);
  if (other)
    throw including
      ? new CommandError('Location31254', `Cannot do exclusion on field ${other[0]} in inclusion projection`)
      : new CommandError('Location31253', `Cannot do inclusion on field ${other[0]} in exclusion projection`);
  const tree = newDocument() as unknown as Tree;
  for (const [name] of flags) plant(tree, name);
  if (including) for (const [name] of arrays) plant(tree, name);
  return { tree, including, withId: id === undefined || isOn(id), arrays };
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
    for (const [name, change] of arrays) change(document, name);
    const kept = prune(document, tree, including) as Document;
    return writeDocument(withId && id !== undefined ? Object.assign(newDocument(), { _id: id }, kept) : kept);
  };
}

const isArrayOperator = (value: Value): boolean => isDocument(value) && ('$slice' in value || '$elemMatch' in value);

/** Whether a projection has expressions, so that its values are computed. */
export const isComputed = (spec: Document): boolean =>
  flatten(spec).some(([, value]) => !isFlag(value) && !isArrayOperator(value));

/**
 * Compiles a projection document; undefined when it asks for whole documents.
 * @throws CommandError for a mix of inclusion and exclusion, and for what is not implemented.
 */
export function compileProjection(spec: Document, context: ExpressionContext = emptyContext): Projection | undefined {
  const entries = flatten(spec);
  if (entries.length === 0) return undefined;
  if (entries.some(([name]) => name.endsWith('.$') || name.includes('.$.')))
    throw notImplemented('a positional projection');
  if (isComputed(spec)) return computedProjection(spec, context);
  const parsed = parse(entries, context);
  const simple = parsed.arrays.length === 0 && Object.values(parsed.tree).every((branch) => branch === true);
  return simple ? flat(parsed) : deep(parsed);
}
