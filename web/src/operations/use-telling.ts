import { type ReadonlySignal, useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { answered } from '../api/client.js';
import { type Problem, problemOf, UNREACHABLE } from '../api/problem.js';
import { jsonLines } from './json-lines.js';

type Asking = Promise<{ data?: ReadableStream<Uint8Array> | null; error?: unknown; response: Response }>;

/** Something that takes its time and tells line by line. */
export interface Telling<Line> {
  readonly lines: ReadonlySignal<readonly Line[]>;
  readonly isUnderWay: ReadonlySignal<boolean>;
  /** Also where it was broken off before it was over. */
  readonly problem: ReadonlySignal<Problem | null>;
  readonly start: (ask: (signal: AbortSignal) => Asking) => Promise<void>;
  readonly stop: () => void;
}

/** Reads what is told as it goes. `isLast` says whether a line is the one at the end; leaving the page stops it. */
export const useTelling = <Line>(isLast: (line: Line) => boolean): Telling<Line> => {
  const lines = useSignal<readonly Line[]>([]);
  const isUnderWay = useSignal(false);
  const problem = useSignal<Problem | null>(null);
  const stopping = useRef<AbortController | null>(null);
  const stop = (): void => stopping.current?.abort();
  useEffect(() => stop, []);
  const start: Telling<Line>['start'] = async (ask) => {
    stop();
    const mine = (stopping.current = new AbortController());
    [lines.value, problem.value, isUnderWay.value] = [[], null, true];
    try {
      const bytes = await answered(ask(mine.signal));
      if (bytes) for await (const line of jsonLines<Line>(bytes)) lines.value = [...lines.value, line];
      const last = lines.value.at(-1);
      if (!last || !isLast(last)) problem.value = UNREACHABLE;
    } catch (error) {
      if (!mine.signal.aborted) problem.value = problemOf(error);
    } finally {
      if (stopping.current === mine) isUnderWay.value = false;
    }
  };
  return { lines, isUnderWay, problem, start, stop };
};
