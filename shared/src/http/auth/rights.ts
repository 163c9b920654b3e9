import type { Request, RequestHandler } from 'express';
import { NOBODY, type Actor } from '../../kernel/actor.js';
import { HttpFault } from '../http-fault.js';
import { whoAsks } from '../identity.js';
import { problemOf, sendProblem, type Problem } from '../problems.js';
import type { Route } from '../route.js';

/** What keeps somebody from a route: 401 for whoever did not say who they are, 403 for whoever is not of its roles. */
export const problemWith = (actor: Actor, who: Route['who']): Problem | null => {
  if (who === 'all' || who.some((role) => actor.roles.includes(role))) return null;
  return actor === NOBODY ? problemOf(401, 'UNAUTHENTICATED') : problemOf(403, 'FORBIDDEN', { roles: who });
};

/** Lets through whoever may come; for whatever is not in a route table that `mount` puts on an app. */
export const only =
  (whoMay: (request: Request) => Route['who']): RequestHandler =>
  async (request, response, next) => {
    const problem = await problemFor(request, whoMay(request));
    if (problem) sendProblem(response, problem);
    else next();
  };

const problemFor = async (request: Request, who: Route['who']): Promise<Problem | null> => {
  try {
    return problemWith(await whoAsks(request), who);
  } catch (error) {
    if (error instanceof HttpFault) return problemOf(error.status, error.code, { detail: error.message });
    throw error;
  }
};
