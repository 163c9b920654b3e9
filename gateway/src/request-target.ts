import { problemOf, sendProblem } from '@doremi/http';
import type { RequestHandler } from 'express';
import { pageOfNothing } from './pages.js';

const ORIGIN = /^https?:\/\/[^/?#]*/i;
const EMPTY_SEGMENT = /^[^?#]*\/\//;

/**
 * Takes a request's target in origin form (`/path?query`) or absolute form, as RFC 9112 asks, and refuses every other
 * one and every broken percent-encoding with 400 URL_INVALID: nothing behind the gateway has to cope with them. A path
 * with an empty segment is nobody's (404).
 */
export const checkTarget: RequestHandler = (request, response, next) => {
  const target = request.url.replace(ORIGIN, '');
  if (!target.startsWith('/') || !isDecodable(target))
    return sendProblem(response, problemOf(400, 'URL_INVALID', { detail: 'the URL is malformed' }));
  // Those behind would read two slashes as one, and what is counted and judged here would be another path.
  if (EMPTY_SEGMENT.test(target))
    return pageOfNothing(request, response, () => sendProblem(response, problemOf(404, 'NOT_FOUND')));
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
