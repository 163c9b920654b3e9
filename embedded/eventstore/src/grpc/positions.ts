import type { LogPosition } from '../store/log-position.js';
import { handlerFailed } from './failures.js';

/** The end of the log as a position: minus one in both. */
const END = 2n ** 64n - 1n;
const MAX = 2n ** 63n - 1n;

/** The two numbers of a position in a request; one that cannot be is answered as the engine does, which falls over it. */
export const logPosition = (at: { getCommitPosition(): string; getPreparePosition(): string }): LogPosition | 'end' => {
  const [commit, prepare] = [BigInt(at.getCommitPosition()), BigInt(at.getPreparePosition())];
  if (commit === END && prepare === END) return 'end';
  if (prepare > commit || [commit, prepare].some((part) => part > MAX && part !== END)) throw handlerFailed();
  return { commit: Number(commit), prepare: Number(prepare) };
};
