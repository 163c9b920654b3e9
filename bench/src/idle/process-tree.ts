import { readdirSync, readFileSync } from 'node:fs';

/** A process and all that it started, they and theirs, at this moment. Linux alone tells. */
export const processTree = (root: number): readonly number[] => {
  const parents = readdirSync('/proc').flatMap((name): (readonly [pid: number, parent: number])[] => {
    const parent = /^\d+$/.test(name) ? parentOf(name) : undefined;
    return parent === undefined ? [] : [[Number(name), parent]];
  });
  const childrenOf = (pid: number): number[] =>
    parents.filter(([, parent]) => parent === pid).flatMap(([child]) => [child, ...childrenOf(child)]);
  return [root, ...childrenOf(root)];
};

/** Undefined where it has ended meanwhile. */
const parentOf = (pid: string): number | undefined => {
  try {
    return Number(/^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]);
  } catch {
    return undefined;
  }
};
