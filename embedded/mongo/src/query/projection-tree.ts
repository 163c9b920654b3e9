import { isNumber, toDouble } from '../bson/numbers.js';
import { splitPath } from '../bson/path.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument, isOperatorDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import type { Expression, Scope } from '../expression/operator.js';

/** What becomes of a field: it is named (kept, or left out), computed, or it is a matter of the fields in it. */
export type Node = true | Expression | Tree;

/** Fields by name, in the order of the specification. */
export type Tree = Map<string, Node>;

export const isFlag = (value: Value): boolean => typeof value === 'boolean' || isNumber(value);
export const isOn = (value: Value): boolean => (isNumber(value) ? toDouble(value) !== 0 : value === true);

/** `{ a: { b: 1 } }` and `{ 'a.b': 1 }` say the same. */
export function flatten(spec: Document, prefix = ''): [path: string, value: Value][] {
  return Object.entries(spec).flatMap(([name, value]): [string, Value][] =>
    isDocument(value) && !isOperatorDocument(value) && Object.keys(value).length > 0
      ? flatten(value, `${prefix}${name}.`)
      : [[`${prefix}${name}`, value]],
  );
}

const collision = (path: string): CommandError => new CommandError(31249, `Path collision at ${path}`);

/** Puts a node at the end of a path. @throws CommandError 31249 when another path leads there, or through it */
export function plant(tree: Tree, path: string, node: Node): void {
  const segments = splitPath(path);
  if (segments.includes('')) throw new CommandError(40352, `FieldPath '${path}' must not have empty parts`);
  let at = tree;
  segments.forEach((name, i) => {
    const next = at.get(name);
    if (i === segments.length - 1) {
      if (next !== undefined) throw collision(path);
      at.set(name, node);
    } else if (next === undefined) at.set(name, (at = new Map<string, Node>()));
    else if (next instanceof Map) at = next;
    else throw collision(path);
  });
}

/** Leaves out the fields that the tree names. */
export function exclude(value: Value, tree: Tree): Value {
  if (Array.isArray(value)) return value.map((item) => exclude(item, tree));
  if (!isDocument(value)) return value;
  const kept = newDocument();
  for (const [name, item] of Object.entries(value)) {
    const node = tree.get(name);
    if (node === undefined) kept[name] = item;
    else if (node instanceof Map) kept[name] = exclude(item, node);
  }
  return kept;
}

/** Keeps the fields that the tree names; undefined for a value that has none. */
function keep(value: Value, tree: Tree): Value | undefined {
  if (Array.isArray(value)) return value.map((item) => keep(item, tree)).filter((item) => item !== undefined);
  if (!isDocument(value)) return undefined;
  const kept = newDocument();
  for (const [name, item] of Object.entries(value)) {
    const node = tree.get(name);
    const inner = node === true ? item : node instanceof Map ? keep(item, node) : undefined;
    if (inner !== undefined) kept[name] = inner;
  }
  return kept;
}

const computes = (tree: Tree): boolean =>
  [...tree.values()].some((node) => typeof node === 'function' || (node instanceof Map && computes(node)));

/** Adds the computed fields; in arrays to every element. What is no document becomes one. */
export function addComputed(value: Value | undefined, tree: Tree, scope: Scope): Value {
  if (Array.isArray(value)) return value.map((item) => addComputed(item, tree, scope));
  const document = isDocument(value) ? Object.assign(newDocument(), value) : newDocument();
  for (const [name, node] of tree) {
    if (node === true || (node instanceof Map && !computes(node))) continue;
    const computed =
      node instanceof Map
        ? addComputed(Object.hasOwn(document, name) ? document[name] : undefined, node, scope)
        : node(scope);
    if (computed === undefined) delete document[name];
    else document[name] = computed;
  }
  return document;
}

/** Keeps what the tree names and adds what it computes. */
export function include(document: Document, tree: Tree, scope: Scope | undefined): Document {
  const kept = keep(document, tree) as Document;
  return scope ? (addComputed(kept, tree, scope) as Document) : kept;
}
