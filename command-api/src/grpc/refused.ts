import { Metadata, status, type StatusObject } from '@grpc/grpc-js';
import { type Problem, retryAfterOf } from '@doremi/http';

/** The one place where a problem's HTTP status becomes a gRPC one; what is not named here is ours: INTERNAL. */
const statusOfHttp: Readonly<Record<number, status>> = {
  400: status.INVALID_ARGUMENT,
  401: status.UNAUTHENTICATED,
  403: status.PERMISSION_DENIED,
  404: status.NOT_FOUND,
  409: status.FAILED_PRECONDITION,
  422: status.INVALID_ARGUMENT,
  503: status.UNAVAILABLE,
};

/** Lost to somebody else who wrote at the same time: the state is no reason against it, and a further try may do. */
const LOST_RACES = ['TOO_MANY_WRITERS', 'CHANGED_MEANWHILE'];

export const statusOf = ({ status: http, code }: Problem): status =>
  LOST_RACES.includes(code) ? status.ABORTED : (statusOfHttp[http] ?? status.INTERNAL);

/**
 * A problem as a call's end. Programs look at the trailer `code`, the same as HTTP's; `problem-bin` is the whole problem
 * (RFC 9457) as JSON in UTF-8, `retry-after` is in seconds.
 */
export const refusedWith = (problem: Problem, correlationId: string): StatusObject => {
  const metadata = new Metadata();
  metadata.set('code', problem.code);
  metadata.set('x-correlation-id', correlationId);
  metadata.set('problem-bin', Buffer.from(JSON.stringify(problem)));
  const retryAfter = retryAfterOf(problem);
  if (retryAfter !== undefined) metadata.set('retry-after', retryAfter);
  return { code: statusOf(problem), details: problem.detail ?? problem.title, metadata };
};
