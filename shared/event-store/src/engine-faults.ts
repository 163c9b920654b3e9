import {
  CancelledError,
  DeadlineExceededError,
  NotLeaderError,
  PersistentSubscriptionDroppedError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  convertToCommandError,
  isCommandError,
  type EndPoint,
} from '@eventstore/db-client';
import { EngineUnavailable, WrongExpectedRevision } from '@doremi/event-sourcing';

const OUTCOME_UNKNOWN = [
  CancelledError,
  DeadlineExceededError,
  TimeoutError,
  UnavailableError,
  UnknownError,
  NotLeaderError,
  PersistentSubscriptionDroppedError, // its node stops, or leads no more
];

/** The server will never take this append, whoever asks and however often. */
export class AppendRefused extends Error {}

/** The call was ended from here. */
class LetGo extends Error {}

/**
 * What a failed call means: `error` is EngineUnavailable where the engine is away or slow, else what was thrown.
 * `outcomeUnknown` says that a write may have happened all the same.
 */
export const asEngineFault = (thrown: unknown): { error: Error; outcomeUnknown: boolean } => {
  if (thrown instanceof EngineUnavailable) return { error: thrown, outcomeUnknown: true };
  if (isAnswer(thrown)) return { error: thrown, outcomeUnknown: false };
  return { error: new EngineUnavailable(`EventStoreDB: ${reasonIn(thrown)}`, { cause: thrown }), outcomeUnknown: true };
};

/** Whether a failed call was answered by the engine itself: then it is there, whatever it said. */
export const isAnswer = (thrown: unknown): thrown is Error =>
  thrown instanceof AppendRefused ||
  thrown instanceof WrongExpectedRevision ||
  isInvalidPosition(thrown) ||
  (isCommandError(thrown as Error) && !OUTCOME_UNKNOWN.some((type) => thrown instanceof type));

/** Whether the server says that no event begins at a position; it uses other words for reads than for subscriptions. */
export const isInvalidPosition = (thrown: unknown): thrown is Error => /invalid ?position/i.test(reasonIn(thrown));

/** What a failed call says of the node that it was made to. */
export type Finding =
  /** Nothing: the node did its part. */
  | { readonly kind: 'answered' }
  /** It can't be used any more: another one is to be found, maybe the one that it named. */
  | { readonly kind: 'lost'; readonly leader: EndPoint | null }
  /** The node is to be asked. */
  | { readonly kind: 'doubtful' };

export const findingOf = (thrown: unknown): Finding => {
  if (thrown instanceof LetGo || isAnswer(thrown)) return { kind: 'answered' };
  const leader = leaderNamedIn(thrown);
  if (leader || thrown instanceof UnavailableError || thrown instanceof CancelledError) return { kind: 'lost', leader };
  return { kind: 'doubtful' };
};

/** The leader that a node names which is none itself. */
export const leaderNamedIn = (thrown: unknown): EndPoint | null =>
  thrown instanceof NotLeaderError && thrown.leader.port > 0 ? thrown.leader : null;

/** A failed gRPC call's error as one of the official client's; any other as it is. It never throws, whatever the answer lacks. */
export const commandErrorOf = (thrown: Error): Error => {
  if (!isServiceError(thrown)) return thrown;
  if (thrown.details === 'Cancelled on client') return new LetGo(thrown.details);
  try {
    return convertToCommandError(thrown);
  } catch {
    return new UnknownError(thrown as never);
  }
};

const isServiceError = (thrown: Error): thrown is Error & { readonly code: number; readonly details: string } =>
  'code' in thrown && typeof thrown.code === 'number';

/** Errors of the client are of another realm in tests: told by what they have. */
export const reasonIn = (thrown: unknown): string =>
  thrown instanceof Object && 'message' in thrown ? String(thrown.message) : String(thrown);
