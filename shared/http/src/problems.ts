import type { Response } from 'express';
import type { Refusal } from '@doremi/event-sourcing';

/** RFC 9457, with the stable `code` that programs should look at. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail?: string;
  readonly errors?: readonly FieldError[];
  readonly [extension: string]: unknown;
}

export interface FieldError {
  readonly field: string;
  readonly code: string;
  readonly detail: string;
}

/** The one place where a refusal's code becomes an HTTP status; what is not named here contradicts the state: 409. */
const statusOfCode: Readonly<Record<string, number>> = {
  FIELDS_INVALID: 400,
  REVISION_REQUIRED: 400,
  CURSOR_INVALID: 400,
  POSITION_INVALID: 400,
  UNTIL_PASSED: 400,
  OPTIONS_INVALID: 400,
  PRICE_TOO_LOW: 400,
  PRICE_TOO_HIGH: 400,
  SINCE_INVALID: 400,
  FULL_INVALID: 400,
  PAYMENT_DECLINED: 402,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  MENU_NOT_FOUND: 404,
  STORE_NOT_FOUND: 404,
  STORE_MENU_NOT_FOUND: 404,
  CART_NOT_FOUND: 404,
  LINE_NOT_FOUND: 404,
  HOLD_NOT_FOUND: 404,
  OPTION_NOT_FOUND: 404,
  PAYMENT_NOT_FOUND: 404,
  REFUND_NOT_FOUND: 404,
  ORDER_NOT_FOUND: 404,
  BUILD_NOT_FOUND: 404,
  PROJECTION_NOT_FOUND: 404,
  PARKED_NOT_FOUND: 404,
  STREAM_NOT_FOUND: 404,
  MENU_CHANGED: 412,
  VERSION_CHANGED: 412,
  IDEMPOTENCY_KEY_REUSED: 422,
  PROVIDER_UNAVAILABLE: 503,
  EVENT_STORE_MISMATCH: 503,
  PERSONAL_DATA_UNAVAILABLE: 503,
  EVENT_VERSION_NEWER: 503,
  READ_MODEL_BEHIND: 503,
};

/** Seconds that a 503 asks the client to wait. */
const RETRY_AFTER = '1';

const titleOf = (code: string): string => {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
};

export const statusOf = (code: string): number => statusOfCode[code] ?? 409;

export const problemOf = (
  status: number,
  code: string,
  extensions: Readonly<Record<string, unknown>> = {},
): Problem => ({ ...extensions, type: 'about:blank', title: titleOf(code), status, code });

/** What a 401 has to say (RFC 6750, 3): that a token is asked for, and whether one came that is not good. */
const challengeOf = (code: string): string =>
  code === 'TOKEN_INVALID' ? 'Bearer realm="doremi", error="invalid_token"' : 'Bearer realm="doremi"';

/** Seconds until it makes sense to come again; undefined where waiting changes nothing. */
export const retryAfterOf = ({ status }: Problem): string | undefined => (status === 503 ? RETRY_AFTER : undefined);

/** Sends a problem; a 503 says when to come again, a 401 what to bring. */
export const sendProblem = (response: Response, problem: Problem): void => {
  const retryAfter = retryAfterOf(problem);
  if (retryAfter !== undefined) response.set('Retry-After', retryAfter);
  if (problem.status === 401) response.set('WWW-Authenticate', challengeOf(problem.code));
  response.status(problem.status).type('application/problem+json').send(JSON.stringify(problem));
};

/** A refusal as a problem. A state that its details call `status` is its `currentStatus`: RFC 9457 has a `status` of its own. */
export const problemOfRefusal = ({ refused, details }: Refusal): Problem => {
  const { status: currentStatus, ...rest } = details;
  const extensions = currentStatus === undefined ? rest : { currentStatus, ...rest };
  return problemOf(statusOf(refused), refused, extensions);
};
