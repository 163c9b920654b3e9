import type { Problem } from '../problems.js';

type Told = Pick<Problem, 'code'> & Readonly<Record<string, unknown>>;

/** What a refusal means, by its code. */
export type Texts = Readonly<Record<string, (problem: Told) => string>>;

const ofEveryProcess: Texts = {
  ENGINE_UNAVAILABLE: () => 'It waits for its engines.',
  EVENT_STORE_MISMATCH: () => 'The event store is not the one that was read: see status, and the runbook on restoring.',
  UNAUTHENTICATED: () => 'It wants to know who you are: set DOREMI_TOKEN to an access token of an operator.',
  FORBIDDEN: () => 'That is for operators.',
};

/** A problem in words for the terminal; one that has none of its own is named by its code. */
export const explainedBy =
  (texts: Texts) =>
  (problem: Told): string =>
    (texts[problem.code] ?? ofEveryProcess[problem.code])?.(problem) ?? `It answered ${problem.code}.`;
