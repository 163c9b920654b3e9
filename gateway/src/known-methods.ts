import { accessTo, methodsAt } from '@doremi/shared/http/auth/access';
import { tellMethods } from '@doremi/shared/http/methods';
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
