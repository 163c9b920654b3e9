import { Metadata, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';

/**
 * An error as the engine sends it: the client tells errors apart by the trailer `exception`.
 * Source: the engine's `RpcExceptions`, and `CommandError` of the client.
 */
const failure = (code: status, details: string, trailers: Record<string, string> = {}): ServiceError => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) {
    // A header can hold ASCII only, and a stream name or group name can be anything.
    metadata.set(key, value.replace(/[^\x20-\x7e]/g, '?'));
  }
  return Object.assign(new Error(details), { name: 'ServiceError', code, details, metadata });
};

export const isFailure = (error: unknown): error is ServiceError =>
  error instanceof Error && 'code' in error && 'metadata' in error;

/** What to answer when something unforeseen was thrown. */
export const asFailure = (error: unknown): ServiceError =>
  isFailure(error) ? error : failure(status.INTERNAL, error instanceof Error ? error.message : String(error));

export const invalidArgument = (details: string): ServiceError => failure(status.INVALID_ARGUMENT, details);

/** The engine's answer where it has no better one, such as an outcome that it did not foresee. */
export const unknown = (details: string): ServiceError => failure(status.UNKNOWN, details);

/** The engine's answer where it falls over a request. */
export const handlerFailed = (): ServiceError => unknown('Exception was thrown by handler.');

export const invalidPosition = (): ServiceError => invalidArgument('Trying to read from an invalid position.');

export const unimplemented = (details: string): ServiceError => failure(status.UNIMPLEMENTED, details);

/** The node does nothing at present that needs a leader. */
export const serverNotReady = (): ServiceError => failure(status.UNAVAILABLE, 'Server Is Not Ready');

export const notLeader = (host: string, port: number): ServiceError =>
  failure(status.NOT_FOUND, 'Leader info available', {
    exception: 'not-leader',
    'leader-endpoint-host': host,
    'leader-endpoint-port': String(port),
  });

/** Nobody knows whether it was done. */
export const operationTimedOut = (details: string): ServiceError =>
  failure(status.ABORTED, `Operation timed out: ${details}`);

export const streamDeleted = (stream: string): ServiceError =>
  failure(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

/** Revisions as the engine counts them: -1 is no stream, -2 any, -4 an existing stream. */
export const wrongExpectedVersion = (
  operation: string,
  stream: string,
  expected: number,
  actual: number,
): ServiceError =>
  failure(
    status.FAILED_PRECONDITION,
    `${operation} failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${expected}, Actual version: ${actual}`,
    {
      exception: 'wrong-expected-version',
      'stream-name': stream,
      'expected-version': String(expected),
      'actual-version': String(actual),
    },
  );

export const maximumAppendSizeExceeded = (bytes: number): ServiceError =>
  failure(status.INVALID_ARGUMENT, `Maximum Append Size of ${bytes} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(bytes),
  });

export const requiredMetadataPropertyMissing = (property: string): ServiceError =>
  failure(status.INVALID_ARGUMENT, `Required Metadata Property '${property}' is missing`, {
    exception: 'missing-required-metadata-property',
    'required-metadata-properties': 'type,content-type',
  });

const groupFailure = (code: status, exception: string, details: string, stream: string, group: string): ServiceError =>
  failure(code, details, { exception, 'stream-name': stream, 'group-name': group });

export const groupDoesNotExist = (stream: string, group: string): ServiceError =>
  groupFailure(
    status.NOT_FOUND,
    'persistent-subscription-does-not-exist',
    `Subscription group ${group} on stream ${stream} does not exist.`,
    stream,
    group,
  );

export const groupExists = (stream: string, group: string): ServiceError =>
  groupFailure(
    status.ALREADY_EXISTS,
    'persistent-subscription-exists',
    `Subscription group ${group} on stream ${stream} exists.`,
    stream,
    group,
  );

/** What was asked of a group cannot be. */
export const persistentSubscriptionFailed = (stream: string, group: string, reason: string): ServiceError =>
  failure(status.INTERNAL, `Subscription group ${group} on stream ${stream} failed: '${reason}'`, {
    exception: 'persistent-subscription-failed',
    'stream-name': stream,
    'group-name': group,
    reason,
  });

export const maximumSubscribersReached = (stream: string, group: string): ServiceError =>
  groupFailure(
    status.FAILED_PRECONDITION,
    'maximum-subscribers-reached',
    `Maximum subscriptions reached for subscription group ${group} on stream ${stream}.`,
    stream,
    group,
  );

export const subscriptionDropped = (stream: string, group: string): ServiceError =>
  groupFailure(
    status.CANCELLED,
    'persistent-subscription-dropped',
    `Subscription group ${group} on stream ${stream} was dropped.`,
    stream,
    group,
  );
