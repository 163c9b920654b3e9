import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { invalidArgument, unimplemented } from '../grpc/failures.js';
import { streams } from '../grpc/generated.js';
import { streamName } from '../grpc/identifiers.js';
import { ALL_EVENTS, eventFilter, filterDefinition } from './event-filter.js';
import type { EventFilter } from './event-filter.js';

/** What a call of Streams.Read asks for. */
export interface ReadRequest {
  /** A stream, or null for `$all`. */
  readonly stream: string | null;
  /** A revision of the stream, or a position of `$all`. */
  readonly from: number | 'start' | 'end';
  readonly backwards: boolean;
  /** How many events; null is a subscription. */
  readonly count: number | null;
  readonly matches: EventFilter;
  /** After how many events, matching or not, a filtered subscription sends a checkpoint; null: it sends none. */
  readonly checkpointInterval: number | null;
  readonly resolveLinks: boolean;
}

type Options = ReadReq.Options;

/** The engine's search window when the client names none. */
const DEFAULT_WINDOW = 32;

/** Reads a request; what the engine refuses or the stand-in does not offer is thrown as the error to answer with. */
export const readRequest = (options: Options | undefined): ReadRequest => {
  if (!options) throw invalidArgument('The request has no options.');
  if (options.getUuidOption()?.hasStructured()) throw unimplemented('Structured UUIDs are not supported.');
  const subscription = options.hasSubscription();
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const filter = options.getFilter();
  if (subscription && backwards) throw invalidArgument('A subscription cannot be read backwards.');
  if (filter && !options.hasAll()) throw invalidArgument('Only $all can be filtered.');
  const window = filter?.hasMax() ? filter.getMax() : DEFAULT_WINDOW;
  return {
    ...source(options),
    backwards,
    count: subscription ? null : Number(options.getCount()),
    matches: filter ? eventFilter(filterDefinition(filter)) : ALL_EVENTS,
    checkpointInterval: filter ? Math.max(filter.getCheckpointintervalmultiplier(), 1) * window : null,
    resolveLinks: options.getResolveLinks(),
  };
};

const source = (options: Options): Pick<ReadRequest, 'stream' | 'from'> => {
  const all = options.getAll();
  if (all) {
    const position = all.getPosition()?.getCommitPosition();
    return { stream: null, from: start(all, position) };
  }
  const stream = options.getStream();
  if (!stream) throw invalidArgument('The request names neither a stream nor $all.');
  const revision = stream.hasRevision() ? stream.getRevision() : undefined;
  return { stream: streamName(stream.getStreamIdentifier()), from: start(stream, revision) };
};

const start = (at: { hasStart(): boolean; hasEnd(): boolean }, number: string | undefined): ReadRequest['from'] => {
  if (number !== undefined) return Number(number);
  if (at.hasStart()) return 'start';
  if (at.hasEnd()) return 'end';
  throw invalidArgument('The request does not say where to start.');
};
