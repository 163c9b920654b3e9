/** What is wrong with a field, by its path; of options that can't be chosen together, also which group or option it is about. */
export interface FieldError {
  readonly field: string;
  readonly code: string;
  /** For developers, in English. */
  readonly detail: string;
  readonly groupId?: string;
  readonly optionId?: string;
}

/** A problem as the gateway answers it (RFC 9457), or that nobody answered: codes `UNREACHABLE` and `SENT_AGAIN`. */
export interface Problem {
  readonly code: string;
  /** 0 where nobody answered. */
  readonly status: number;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly [extension: string]: unknown;
}

/** Thrown by whatever asks: `problem` is for people, by its code. */
export class ProblemError extends Error {
  readonly problem: Problem;
  /** After how many seconds it may be asked again, where that was said. */
  readonly retryAfter: number | null;

  constructor(problem: Problem, retryAfter: number | null = null) {
    super(`${problem.status} ${problem.code}`);
    this.problem = problem;
    this.retryAfter = retryAfter;
  }
}

export const UNREACHABLE: Problem = { code: 'UNREACHABLE', status: 0 };

/** Of a command that is under way: no answer told whether it was done, and it is sent again. */
export const SENT_AGAIN: Problem = { code: 'SENT_AGAIN', status: 0 };

/** What a request ends with that was given up, or was not answered in time. */
const GIVEN_UP = ['AbortError', 'TimeoutError'];

/** What went wrong, as a problem: what is no problem of the interface's is a fault of these pages. */
export const problemOf = (error: unknown): Problem => {
  if (error instanceof ProblemError) return error.problem;
  if (error instanceof TypeError || (error instanceof DOMException && GIVEN_UP.includes(error.name)))
    return UNREACHABLE;
  throw error;
};
