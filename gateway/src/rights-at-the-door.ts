import { accessTo } from '@doremi/shared/http/auth/access';
import { only } from '@doremi/shared/http/auth/rights';
import type { RequestHandler } from 'express';
import { destinationOf } from './destination.js';

const judged = only(({ method, path }) => accessTo(method, path)?.roles ?? 'all');

/**
 * Turns away whoever has no right to what they ask for, before anybody behind has work with it. What is not in the table
 * goes on, and is not found there. Whose a cart or an order is, is judged where it is known. The issuer has its own ways
 * of asking who somebody is: it is where they get the tokens that are asked for here.
 */
export const rightsAtTheDoor: RequestHandler = (request, response, next) =>
  destinationOf(request.method, request.path) === 'identity' ? next() : judged(request, response, next);

/** With AUTH=oidc nobody plays somebody: the header goes no further, whoever sends it. */
export const dropPlayedActor: RequestHandler = (request, _response, next) => {
  delete request.headers['x-actor'];
  next();
};
