import { accessTo } from '@doremi/shared/http/auth/access';
import { only } from '@doremi/shared/http/auth/rights';
import type { RequestHandler } from 'express';

/**
 * Turns away whoever has no right to what they ask for, before anybody behind has work with it. What is not in the table
 * goes on, and is not found there. Whose a cart or an order is, is judged where it is known.
 */
export const rightsAtTheDoor = only(({ method, path }) => accessTo(method, path)?.who ?? 'all');

/** With AUTH=oidc nobody plays somebody: the header goes no further, whoever sends it. */
export const dropPlayedActor: RequestHandler = (request, _response, next) => {
  delete request.headers['x-actor'];
  next();
};
