import { isIndex } from '../bson/path.js';
import { typeName } from '../bson/types.js';
import type { Document, Value } from '../bson/value.js';
import { fieldOf, isDocument, newDocument } from '../bson/value.js';
import { CommandError } from '../command-error.js';

/** An array may grow by this many nulls at once (the server's limit). */
const MAX_PADDING = 1_500_000;

/** One place in a document that an operator reads and changes. The document is changed in place. */
export class Target {
  constructor(
    private readonly root: Document,
    readonly segments: readonly string[],
  ) {}

  get path(): string {
    return this.segments.join('.');
  }

  private parentOf(): Value | undefined {
    let at: Value | undefined = this.root;
    for (const name of this.segments.slice(0, -1)) at = child(at, name);
    return at;
  }

  private get last(): string {
    return this.segments.at(-1) ?? '';
  }

  get(): Value | undefined {
    return child(this.parentOf(), this.last);
  }

  /** @throws CommandError 28 when the way there leads through a value that has no fields. */
  set(value: Value): void {
    let at: Document | Value[] = this.root;
    this.segments.slice(0, -1).forEach((name) => {
      let next = child(at, name);
      if (next === undefined) put(at, name, (next = newDocument()));
      if (!isDocument(next) && !Array.isArray(next)) throw notViable(this.segments.at(-1) ?? name, name, next);
      at = next;
    });
    put(at, this.last, value);
  }

  /** Removes a field; an element of an array becomes null, so that the others keep their places. */
  unset(): void {
    const parent = this.parentOf();
    if (Array.isArray(parent)) {
      if (isIndex(this.last) && Number(this.last) < parent.length) parent[Number(this.last)] = null;
    } else if (isDocument(parent)) delete parent[this.last];
  }
}

function child(parent: Value | undefined, name: string): Value | undefined {
  if (Array.isArray(parent)) return isIndex(name) ? parent[Number(name)] : undefined;
  return isDocument(parent) ? fieldOf(parent, name) : undefined;
}

function put(parent: Document | Value[], name: string, value: Value): void {
  if (!Array.isArray(parent)) {
    parent[name] = value;
    return;
  }
  if (!isIndex(name)) throw notViable(name, '', parent);
  const index = Number(name);
  if (index - parent.length > MAX_PADDING)
    throw new CommandError('BadValue', "can't backfill more than 1500000 elements");
  while (parent.length < index) parent.push(null);
  parent[index] = value;
}

const notViable = (field: string, holder: string, value: Value): CommandError =>
  new CommandError('PathNotViable', `Cannot create field '${field}' in element {${holder}: ${typeName(value)}}`);
