import type { EventLog } from './event-log.js';
import { isSoftDeleted, metastreamOf } from './stream-metadata.js';
import type { StreamState, StreamStates } from './stream-state.js';

export type ExpectedRevision = number | 'any' | 'no_stream' | 'stream_exists';

export type CommitDecision =
  | { readonly kind: 'append' }
  | { readonly kind: 'repeated'; readonly lastRevision: number }
  | { readonly kind: 'wrong-expected-revision'; readonly current: number }
  | { readonly kind: 'stream-deleted' };

const APPEND: CommitDecision = { kind: 'append' };
const DELETED: CommitDecision = { kind: 'stream-deleted' };

/**
 * Decides what becomes of events that a client wants to append: the rules of the engine's `IndexWriter.CheckCommit`,
 * among them that the same events at the same place are a repetition, which succeeds and writes nothing.
 */
export class CommitCheck {
  constructor(
    private readonly log: EventLog,
    private readonly states: StreamStates,
  ) {}

  decide(stream: StreamState, expected: ExpectedRevision, eventIds: readonly Buffer[]): CommitDecision {
    if (this.states.isTombstoned(stream)) return DELETED;
    if (expected === 'stream_exists') {
      if (isSoftDeleted(stream.metadata)) return DELETED;
      if (stream.lastRevision < 0 && this.states.get(metastreamOf(stream.name)).lastRevision < 0) return wrong(stream);
    }
    if (expected === 'any' || expected === 'stream_exists') return this.#anywhere(stream, eventIds);
    const revision = expected === 'no_stream' ? -1 : expected;
    if (revision > stream.lastRevision) return wrong(stream);
    return revision === stream.lastRevision ? APPEND : this.#after(revision, stream, eventIds);
  }

  /** A repetition when all events are in the stream; when only the first ones are, it is neither new nor a repetition. */
  #anywhere(stream: StreamState, eventIds: readonly Buffer[]): CommitDecision {
    let last: number | undefined;
    for (const [index, id] of eventIds.entries()) {
      const revision = this.log.revisionOf(stream.id, id);
      if (revision === undefined) return index === 0 ? APPEND : wrong(stream);
      last = revision;
    }
    return last === undefined ? APPEND : { kind: 'repeated', lastRevision: last };
  }

  /** The stream is beyond the expected revision: a repetition when exactly these events follow that revision. */
  #after(expected: number, stream: StreamState, eventIds: readonly Buffer[]): CommitDecision {
    const repeated = eventIds.findIndex(
      (id, index) => !this.log.atRevision(stream.id, expected + 1 + index)?.id.equals(id),
    );
    if (eventIds.length > 0 && repeated === -1) return { kind: 'repeated', lastRevision: expected + eventIds.length };
    const comesBack = repeated === 0 && expected === -1 && isSoftDeleted(stream.metadata);
    return comesBack ? APPEND : wrong(stream);
  }
}

const wrong = (stream: StreamState): CommitDecision => ({
  kind: 'wrong-expected-revision',
  current: stream.lastRevision,
});
