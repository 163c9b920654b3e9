import type { Response } from 'express';
import type { RequestHeaders } from '../identity.js';

/** The longest that a timer can wait; milliseconds. */
const LONGEST = 2 ** 31 - 1;

/** Remembers until when the one who asks may be believed to be who they are; `endsAt` is in seconds, as in `exp`. */
export const noteTokenEnd = ({ res }: RequestHeaders, endsAt: number): void => {
  if (res) res.locals.tokenEndsAt = endsAt * 1_000;
};

/** Ends a live stream, in order, with the token that opened it: whoever comes back shows another one. */
export const endWithToken = (response: Response): void => {
  const { tokenEndsAt } = response.locals as { tokenEndsAt?: number };
  if (tokenEndsAt === undefined) return;
  const left = Math.min(Math.max(0, tokenEndsAt - Date.now()), LONGEST);
  const timer = setTimeout(() => response.end(), left).unref();
  response.once('close', () => clearTimeout(timer));
};
