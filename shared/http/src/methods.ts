import type { Request, Response } from 'express';
import { problemOf, sendProblem } from './problems.js';

/** Answers whoever comes with a method that is none of these: with 204 where they ask for them (OPTIONS), else 405. */
export const tellMethods = (request: Request, response: Response, methods: readonly string[]): void => {
  response.set('Allow', methods.join(', '));
  if (request.method === 'OPTIONS') return void response.status(204).end();
  sendProblem(response, problemOf(405, 'METHOD_NOT_ALLOWED', { allowed: methods }));
};
