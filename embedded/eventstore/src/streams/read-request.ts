import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import { handlerFailed, invalidArgument, unimplemented } from '../grpc/failures.js';
import { streams } from '../grpc/generated.js';
import { streamName } from '../grpc/identifiers.js';
import { logPosition } from '../grpc/positions.js';
import type { LogPosition } from '../store/log-position.js';
import { eventFilter, filterDefinition } from './event-filter.js';
import type { EventFilter } from './event-filter.js';

type Start = 'start' | 'end';

/** A revision of a stream, or a place in `$all`, for which the stream is null. */
export type ReadSource =
  | { readonly stream: string; readonly from: number | Start }
  | { readonly stream: null; readonly from: LogPosition | Start };

/** What a call of Streams.Read asks for. */
export type ReadRequest = ReadSource & {
  readonly backwards: boolean;
  /** How many events; null is a subscription. */
  readonly count: number | null;
  readonly filter: RequestFilter | null;
  readonly resolveLinks: boolean;
};

export interface RequestFilter {
  readonly matches: EventFilter;
  /** Events that are looked at before others get their turn. */
  readonly window: number;
  /** After so many windows a subscription sends a checkpoint. */
  readonly checkpointMultiplier: number;
}

type Options = ReadReq.Options;

/** The engine's search window when the client names none. */
const DEFAULT_WINDOW = 32;

/** Reads a request; what the engine refuses or the stand-in does not offer is thrown as the error to answer with. */
export const readRequest = (options: Options | undefined): ReadRequest => {
  if (!options) throw handlerFailed();
  if (options.getUuidOption()?.hasStructured()) throw unimplemented('Structured UUIDs are not supported.');
  const subscription = options.hasSubscription();
  const backwards = options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;
  const filter = options.getFilter();
  if (subscription && backwards) throw invalidArgument('A subscription cannot be read backwards.');
  if (filter && !options.hasAll()) throw invalidArgument('Only $all can be filtered.');
  if (filter && !filter.hasMax() && !filter.hasCount()) throw invalidArgument('The filter names no window.');
  if (!options.hasUuidOption()) throw handlerFailed();
  if (subscription && filter?.getCheckpointintervalmultiplier() === 0) throw handlerFailed();
  return {
    ...source(options),
    backwards,
    count: subscription ? null : Number(options.getCount()),
    filter: filter ? requestFilter(filter) : null,
    resolveLinks: options.getResolveLinks(),
  };
};

const requestFilter = (filter: ReadReq.Options.FilterOptions): RequestFilter => ({
  matches: eventFilter(filterDefinition(filter)),
  window: filter.hasMax() ? filter.getMax() : DEFAULT_WINDOW,
  checkpointMultiplier: filter.getCheckpointintervalmultiplier(),
});

const source = (options: Options): ReadSource => {
  const all = options.getAll();
  if (all) return { stream: null, from: startOfAll(all) };
  const stream = options.getStream();
  if (!stream) throw invalidArgument('The request names neither a stream nor $all.');
  const revision = stream.hasRevision() ? stream.getRevision() : undefined;
  const name = streamName(stream.getStreamIdentifier());
  return { stream: name, from: revision === undefined ? startOrEnd(stream) : Number(revision) };
};

const startOfAll = (all: ReadReq.Options.AllOptions): LogPosition | Start => {
  const position = all.getPosition();
  return position ? logPosition(position) : startOrEnd(all);
};

const startOrEnd = (at: { hasStart(): boolean; hasEnd(): boolean }): Start => {
  if (at.hasStart()) return 'start';
  if (at.hasEnd()) return 'end';
  throw invalidArgument('The request does not say where to start.');
};
