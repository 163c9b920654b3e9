import { EngineUnavailable, EventStoreMismatch } from '@doremi/event-sourcing';
import { NewerEventVersion } from '@doremi/domain';
import { HttpFault } from './http-fault.js';
import { problemOf, type Problem } from './problems.js';

/**
 * What whoever asks is told of a fault. Express and its parsers mark a client's fault with a 4xx status; everything else
 * is ours, and `onFault` alone hears what it was.
 */
export const problemOfError = (error: unknown, onFault: (error: unknown) => void): Problem => {
  if (error instanceof HttpFault) return problemOf(error.status, error.code, { detail: error.message });
  if (error instanceof EventStoreMismatch) return problemOf(503, 'EVENT_STORE_MISMATCH');
  if (error instanceof EngineUnavailable) return problemOf(503, 'ENGINE_UNAVAILABLE');
  if (error instanceof NewerEventVersion) return problemOf(503, 'EVENT_VERSION_NEWER', { detail: error.message });
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  if (status === 413) return problemOf(413, 'BODY_TOO_LARGE');
  if (status >= 400 && status < 500) return problemOf(status, 'REQUEST_INVALID');
  onFault(error);
  return problemOf(500, 'INTERNAL_ERROR');
};
