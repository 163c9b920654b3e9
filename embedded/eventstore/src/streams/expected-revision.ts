import { invalidArgument } from '../grpc/failures.js';
import type { ExpectedRevision } from '../store/commit-check.js';

/** What appends and deletions have in common in how they say what they expect. */
interface Expectation {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

/** Reads what a request expects; `revision` is its number, if it gives one. */
export const expectedRevision = (options: Expectation, revision: string | undefined): ExpectedRevision => {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  if (options.hasStreamExists()) return 'stream_exists';
  if (revision === undefined) throw invalidArgument('The request does not say which revision it expects.');
  return Number(revision);
};
