import type { Response } from 'express';
import type { OddAnswer, OddKind } from './odd-answers.js';
import { Problem } from './problem.js';
import { waitWhileConnected } from './wait.js';

/** Longer than the 5 s that its caller waits; milliseconds. */
export const LATE_MS = 6_000;

type Status = Exclude<OddKind, 'pending' | 'malformed' | 'late' | 'silence'>;

const CODES: Readonly<Record<Status, string>> = {
  401: 'UNAUTHORIZED',
  408: 'REQUEST_TIMEOUT',
  409: 'REQUEST_IN_PROGRESS',
  425: 'TOO_EARLY',
  429: 'TOO_MANY_REQUESTS',
};

/**
 * Answers as was drawn; `act` does what was asked for. Who is late does it before waiting or only afterwards, when its
 * caller is gone; the others do it first or not at all. Throws the Problem where the answer is one.
 */
export const answerOddly = async (
  { kind, isDone }: OddAnswer,
  response: Response,
  act: () => Promise<unknown>,
): Promise<void> => {
  if (isDone) await act();
  switch (kind) {
    case 'pending':
      return void response.status(202).json({ status: 'pending' });
    case 'malformed':
      return void response.status(201).type('json').send('{"id":"ch_');
    case 'late':
      await waitWhileConnected(response, LATE_MS);
      if (!isDone) await act();
      throw new Problem(504, 'TOO_LATE', 'This answer is as late as it says.');
    case 'silence':
      return void response.socket?.destroy();
    case '401':
    case '408':
    case '409':
    case '425':
    case '429':
      throw new Problem(Number(kind), CODES[kind], 'This says nothing of what was asked for.');
  }
};
