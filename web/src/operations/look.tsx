import { useRef } from 'preact/hooks';
import { type Read, useEvery, useRead } from '../api/use-read.js';
import type { Problem } from '../api/problem.js';
import { ProblemNote } from '../ui/problem.js';
import { clock } from './formats.js';
import { RunbookLink } from './runbook-link.js';
import { runbookFor } from './runbook-links.js';
import { ops } from './texts.js';

/** What is looked at again every second, since there is no stream of it. `at` is when it was seen last; null before. */
export interface Look<Data> extends Read<Data> {
  readonly at: Date | null;
}

const EVERY_MS = 1_000;

export const useLook = <Data,>(key: string, read: () => Promise<Data>): Look<Data> => {
  const at = useRef<Date | null>(null);
  const looked = useRead(key, async () => {
    const data = await read();
    at.current = new Date();
    return data;
  });
  useEvery(EVERY_MS, looked.reload);
  return { ...looked, at: at.current };
};

/** What went wrong, with the runbook that helps. */
export const OpsProblem = ({ of, onRetry }: { readonly of: Problem | null; readonly onRetry?: () => void }) => {
  const place = of && runbookFor(of.code);
  return (
    <>
      <ProblemNote of={of} onRetry={onRetry} />
      {place && (
        <p>
          <RunbookLink place={place} />
        </p>
      )}
    </>
  );
};

/** Says that nobody answers now, and from when is what is shown. */
export const LookProblem = ({ of }: { readonly of: Look<unknown> }) => {
  const problem = of.problem.value;
  if (!problem) return null;
  return (
    <>
      <OpsProblem of={problem} />
      {of.at && <p class="soft">{ops('stale', { time: clock(of.at) })}</p>}
    </>
  );
};
