import type { CreateReq, UpdateReq } from '@eventstore/db-client/generated/persistent_pb.js';
import { invalidArgument, handlerFailed } from '../grpc/failures.js';
import { streamName } from '../grpc/identifiers.js';
import { logPosition } from '../grpc/positions.js';
import { filterDefinition } from '../streams/event-filter.js';
import type { FilterDefinition } from '../streams/event-filter.js';
import { groupSettings } from './settings.js';
import type { GroupSettings } from './settings.js';

export const ALL = '$all';

/** A revision of the stream, or a position of `$all`; that event is the first one delivered. */
export type StartFrom = number | 'start' | 'end';

/** What a client says when it creates or updates a group. */
export interface GroupDefinition {
  /** A stream, or {@link ALL}. */
  readonly stream: string;
  readonly group: string;
  readonly startFrom: StartFrom;
  readonly filter: FilterDefinition | null;
  readonly settings: GroupSettings;
}

type Options = CreateReq.Options | UpdateReq.Options;
type AllOptions = CreateReq.AllOptions | UpdateReq.AllOptions;

/** How the engine names a group, in confirmations and in the names of its streams. */
export const groupKey = (stream: string, group: string): string => `${stream}::${group}`;

/** Reads a group out of a request to create or update it. */
export const groupDefinition = (options: Options | undefined): GroupDefinition => {
  if (!options) throw handlerFailed();
  const group = options.getGroupName();
  if (group === '') throw invalidArgument('The group has no name.');
  const settings = groupSettings(options.getSettings());
  const all = options.getAll();
  if (all) return { stream: ALL, group, settings, startFrom: startOfAll(all), filter: filterOf(all) };
  const named = options.getStream();
  const stream = streamName(named?.getStreamIdentifier() ?? options.getStreamIdentifier());
  if (!named) return { stream, group, settings, filter: null, startFrom: oldStart(options) };
  const revision = named.hasRevision() ? named.getRevision() : undefined;
  return { stream, group, settings, filter: null, startFrom: start(named, revision) };
};

const filterOf = (all: AllOptions): FilterDefinition | null => {
  const filter = 'getFilter' in all ? all.getFilter() : undefined;
  return filter ? filterDefinition(filter) : null;
};

const startOfAll = (all: AllOptions): StartFrom => {
  const position = all.getPosition();
  if (!position) return start(all, undefined);
  const place = logPosition(position);
  return place === 'end' ? place : place.commit;
};

const start = (at: { hasEnd(): boolean }, number: string | undefined): StartFrom =>
  number !== undefined ? Number(number) : at.hasEnd() ? 'end' : 'start';

/** The official client still sends the first revision with the settings; the highest number means the end. */
const oldStart = (options: Options): StartFrom => {
  const revision = options.getSettings()?.getRevision() ?? '0';
  return revision === '18446744073709551615' ? 'end' : revision === '0' ? 'start' : Number(revision);
};
