/** One value of a document, by its path such as `lines[0].quantity`, and how it differs from the document before. */
export interface Row {
  readonly path: string;
  readonly kind: 'same' | 'new' | 'changed' | 'gone';
  /** Of what is gone: what it was. */
  readonly value: unknown;
  /** Of what was changed: what it was. */
  readonly was?: unknown;
}

/** In place of what is personal; the first is encrypted, the second could be read by somebody. */
export const isSealed = (value: unknown): boolean =>
  isObject(value) && (value.sealed === true || ('keyId' in value && 'iv' in value));
export const isHidden = (value: unknown): boolean => isObject(value) && value.hidden === true;

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The values of a document by their paths, in its order; what is empty, or stands for what is personal, is a value. */
const valuesOf = (document: unknown): Map<string, unknown> => {
  const values = new Map<string, unknown>();
  const add = (path: string, value: unknown): void => {
    const isList = Array.isArray(value);
    const isLeaf = !(isList || isObject(value)) || isSealed(value) || isHidden(value);
    const entries = isLeaf ? [] : Object.entries(value as object);
    if (entries.length === 0) return void values.set(path, value);
    for (const [name, one] of entries) add(isList ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`, one);
  };
  if (document !== null && document !== undefined) add('', document);
  return values;
};

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** A document as rows, with what became of the one before it. Without one before, nothing is said to be new. */
export const rowsOf = (document: unknown, before?: unknown): readonly Row[] => {
  const [now, then] = [valuesOf(document), valuesOf(before)];
  const rows = [...now].map(([path, value]): Row => {
    if (before === undefined || (then.has(path) && isSame(then.get(path), value))) return { path, kind: 'same', value };
    return then.has(path) ? { path, kind: 'changed', value, was: then.get(path) } : { path, kind: 'new', value };
  });
  // What held nothing, and holds something now, is not gone.
  const isGone = (path: string): boolean => !now.has(path) && !rows.some((row) => isBelow(row.path, path));
  const gone = [...then].filter(([path]) => isGone(path));
  return [...rows, ...gone.map(([path, value]): Row => ({ path, kind: 'gone', value }))];
};

const isBelow = (path: string, above: string): boolean => path.startsWith(`${above}.`) || path.startsWith(`${above}[`);
