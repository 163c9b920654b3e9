import { problemOf, sendProblem } from '@doremi/shared/http/problems';
import type { RequestHandler } from 'express';

const ORIGIN = /^https?:\/\/[^/?#]*/i;

/**
 * Takes a request's target in origin form (`/path?query`) or absolute form, as RFC 9112 asks, and refuses every other
 * one and every broken percent-encoding with 400 URL_INVALID: nothing behind the gateway has to cope with them.
 */
export const checkTarget: RequestHandler = (request, response, next) => {
  const target = request.url.replace(ORIGIN, '');
  if (!target.startsWith('/') || !isDecodable(target))
    return sendProblem(response, problemOf(400, 'URL_INVALID', { detail: 'the URL is malformed' }));
  request.url = target;
  next();
};

const isDecodable = (target: string): boolean => {
  try {
    return !decodeURIComponent(target).includes('\0');
  } catch {
    return false;
  }
};
