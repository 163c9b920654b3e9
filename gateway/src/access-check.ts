import { accessTo, methodsAt, only, tellMethods } from '@doremi/http';
import type { RequestHandler } from 'express';

/**
 * Answers OPTIONS, and every method that nobody takes at a path of ours: behind the gateway each process knows only its
 * own part of what is allowed there.
 */
export const knownMethods: RequestHandler = (request, response, next) => {
  const { method, path } = request;
  const methods = methodsAt(path);
  if (methods.length === 0 || accessTo(method, path)) next();
  else tellMethods(request, response, methods);
};

/**
 * Turns away whoever has no right to what they ask for, before anybody behind has work with it. What is not in the table
 * goes on, and is not found there. Whose a cart or an order is, is judged where it is known.
 */
export const rightsAtTheDoor: RequestHandler = only(({ method, path }) => accessTo(method, path)?.roles ?? 'all');

/** With AUTH=oidc nobody plays somebody: the header goes no further, whoever sends it. */
export const dropPlayedActor: RequestHandler = (request, _response, next) => {
  delete request.headers['x-actor'];
  next();
};
