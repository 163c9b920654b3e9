import { signal } from '@preact/signals';
import { type Problem, ProblemError } from './problem.js';

/** In the language of whenever it is shown. */
export type Words = () => string;

/** What somebody meant to do, and found done by somebody else: told on the page that they are on; null for nothing. */
export const foundDone = signal<Words | null>(null);

/** Answered where what was wanted is there already. */
export const ALREADY = 'ALREADY';

/**
 * What was answered. Where it was refused because what was wanted is there already, as `inWords` says it, that is told and nothing to
 * worry about: ALREADY. Throws ProblemError where it says null.
 */
export const orAlready = async <Result>(
  asked: Promise<Result>,
  inWords: (problem: Problem) => Promise<Words | null> | Words | null,
): Promise<Result | typeof ALREADY> => {
  try {
    return await asked;
  } catch (error) {
    const words = error instanceof ProblemError ? await inWords(error.problem) : null;
    if (!words) throw error;
    foundDone.value = words;
    return ALREADY;
  }
};
