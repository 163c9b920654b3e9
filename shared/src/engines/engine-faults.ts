import {
  CancelledError,
  DeadlineExceededError,
  NotLeaderError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  isCommandError,
  type CommandError,
} from '@eventstore/db-client';
import { EngineUnavailable } from './event-store.js';

const OUTCOME_UNKNOWN = [
  CancelledError,
  DeadlineExceededError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  NotLeaderError,
];

/**
 * What a failed call means: `error` is EngineUnavailable where the engine is away or slow, else what was thrown.
 * `outcomeUnknown` says that a write may have happened all the same.
 */
export const asEngineFault = (thrown: unknown): { error: Error; outcomeUnknown: boolean } => {
  if (thrown instanceof EngineUnavailable) return { error: thrown, outcomeUnknown: true };
  if (isAnswer(thrown)) return { error: thrown, outcomeUnknown: false };
  const reason = thrown instanceof Error ? thrown.message : String(thrown);
  return { error: new EngineUnavailable(`EventStoreDB: ${reason}`, { cause: thrown }), outcomeUnknown: true };
};

/** Whether a failed call was answered by the engine itself: then it is there, whatever it said. */
export const isAnswer = (thrown: unknown): thrown is CommandError =>
  isCommandError(thrown as Error) && !OUTCOME_UNKNOWN.some((type) => thrown instanceof type);

/** Some of the client's promises never settle when the connection goes: this one does, a little after the deadline. */
export const withinDeadline = async <T>(milliseconds: number, promise: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new EngineUnavailable('no answer within the deadline')), milliseconds + 250);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
};
