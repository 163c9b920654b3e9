import type { Request, RequestHandler } from 'express';
import { type Actor, NOBODY } from '@doremi/domain';
import { HttpFault } from '../http-fault.js';
import { actorOf } from '../identity.js';
import { problemOf, sendProblem, type Problem } from '../problems.js';
import type { Route } from '../route.js';

/** What keeps somebody from a route: 401 for whoever did not say who they are, 403 for whoever is not of its roles. */
export const problemWith = (actor: Actor, roles: Route['roles']): Problem | null => {
  if (roles === 'all' || roles.some((role) => actor.roles.includes(role))) return null;
  return actor === NOBODY ? problemOf(401, 'UNAUTHENTICATED') : problemOf(403, 'FORBIDDEN', { roles });
};

/** Lets through whoever may come; for whatever is not in a route table that `mount` puts on an app. */
export const only =
  (rolesFor: (request: Request) => Route['roles']): RequestHandler =>
  async (request, response, next) => {
    const problem = await problemFor(request, rolesFor(request));
    if (problem) sendProblem(response, problem);
    else next();
  };

const problemFor = async (request: Request, roles: Route['roles']): Promise<Problem | null> => {
  try {
    return problemWith(await actorOf(request), roles);
  } catch (error) {
    if (error instanceof HttpFault) return problemOf(error.status, error.code, { detail: error.message });
    throw error;
  }
};
