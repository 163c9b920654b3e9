import type { Manifest } from './manifests.js';

type Holder = Record<string | number, unknown>;
export type Path = readonly (string | number)[];

/** A copy with one thing changed in it; the path leads there, and null takes away what is there. */
export const changed = <Document>(document: Document, path: Path, value: unknown): Document => {
  const copy = structuredClone(document);
  const last = path.at(-1) ?? '';
  const holder = path.slice(0, -1).reduce<Holder>((part, name) => part[name] as Holder, copy as Holder);
  if (value === null && holder[last] === undefined) throw new Error(`there is no ${path.join('.')}`);
  if (value !== null) holder[last] = value;
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else delete holder[last];
  return copy;
};

/** The manifests with one thing changed in one of them, which is named `Kind name`; without a path, it is taken away. */
export const changedIn = (manifests: readonly Manifest[], one: string, path: Path = [], value: unknown = null) => {
  const index = manifests.findIndex(({ kind, metadata }) => `${kind} ${metadata.name}`.startsWith(one));
  if (index === -1) throw new Error(`there is no ${one}`);
  return changed(manifests, [index, ...path], value);
};

/** What is broken, in which manifest and where, what stands there then (null: nothing), and the fault that it gives. */
export type Break = [what: string, one: string, path: Path, value: unknown, fault: string];
