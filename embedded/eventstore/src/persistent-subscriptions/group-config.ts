import type { EventStore } from '../store/event-store.js';
import { serverEvent } from '../store/recorded-event.js';
import { METADATA_TYPE, metastreamOf } from '../store/stream-metadata.js';
import type { FilterDefinition } from '../streams/event-filter.js';
import { parseStart, startText } from './cursor.js';
import type { GroupDefinition } from './group-definition.js';
import type { GroupSettings } from './settings.js';

const STREAM = '$persistentSubscriptionConfig';

interface Filter {
  readonly context: 'eventtype' | 'streamid';
  readonly type: 'regex' | 'prefix';
  readonly data: string;
  readonly isAllStream: true;
}

/** A group as the engine writes it down; times are in milliseconds. */
interface Entry {
  readonly stream: string;
  readonly group: string;
  readonly filter?: Filter | undefined;
  readonly resolveLinkTos?: boolean;
  readonly extraStatistics?: boolean;
  readonly messageTimeout?: number;
  readonly startPosition: string;
  readonly liveBufferSize?: number;
  readonly historyBufferSize?: number;
  readonly maxRetryCount?: number;
  readonly readBatchSize?: number;
  readonly checkPointAfter?: number;
  readonly minCheckPointCount?: number;
  readonly maxCheckPointCount?: number;
  readonly maxSubscriberCount?: number;
  readonly namedConsumerStrategy: GroupSettings['strategy'];
}

/** All groups, written down in a stream of the log whenever one of them changes. */
export class GroupConfig {
  constructor(private readonly store: EventStore) {}

  load(): GroupDefinition[] {
    const [last] = this.store.reader.streamBackwards(STREAM, Infinity);
    if (!last) return [];
    const { entries = [] } = JSON.parse(last.data.toString('utf8')) as { entries?: Entry[] };
    return entries.map(definitionOf);
  }

  /** Resolves once it is safely written down. */
  async save(groups: readonly GroupDefinition[]): Promise<void> {
    const config = {
      version: '2',
      updated: new Date().toISOString(),
      updatedBy: 'system',
      entries: groups.map(entryOf),
    };
    const metastream = metastreamOf(STREAM);
    const isNew = this.store.reader.lastRevision(metastream) < 0;
    await Promise.all([
      isNew && this.store.append(metastream, 'no_stream', [serverEvent(METADATA_TYPE, { $maxCount: 2 })]),
      this.store.append(STREAM, 'any', [serverEvent('$PersistentConfig', config)]),
    ]);
  }
}

const entryOf = ({ stream, group, filter, startFrom, settings }: GroupDefinition): Entry => {
  const entry: Entry = {
    stream,
    group,
    filter: filter ? dto(filter) : undefined,
    resolveLinkTos: settings.resolveLinks,
    extraStatistics: settings.extraStatistics,
    messageTimeout: settings.messageTimeout,
    startPosition: startText(stream, startFrom),
    liveBufferSize: settings.liveBufferSize,
    historyBufferSize: settings.historyBufferSize,
    maxRetryCount: settings.maxRetryCount,
    readBatchSize: settings.readBatchSize,
    checkPointAfter: settings.checkpointAfter,
    minCheckPointCount: settings.minCheckpointCount,
    maxCheckPointCount: settings.maxCheckpointCount,
    maxSubscriberCount: settings.maxSubscriberCount,
    namedConsumerStrategy: settings.strategy,
  };
  // The engine leaves out what is 0 or false.
  return Object.fromEntries(Object.entries(entry).filter(([, value]) => Boolean(value))) as unknown as Entry;
};

const dto = ({ on, regex, prefixes }: FilterDefinition): Filter => ({
  context: on === 'event-type' ? 'eventtype' : 'streamid',
  ...(regex ? { type: 'regex', data: regex } : { type: 'prefix', data: prefixes.join(',') }),
  isAllStream: true,
});

const definitionOf = (entry: Entry): GroupDefinition => ({
  stream: entry.stream,
  group: entry.group,
  startFrom: parseStart(entry.startPosition),
  filter: entry.filter ? filterOf(entry.filter) : null,
  settings: {
    resolveLinks: entry.resolveLinkTos ?? false,
    extraStatistics: entry.extraStatistics ?? false,
    messageTimeout: entry.messageTimeout ?? 0,
    maxRetryCount: entry.maxRetryCount ?? 0,
    checkpointAfter: entry.checkPointAfter ?? 0,
    minCheckpointCount: entry.minCheckPointCount ?? 0,
    maxCheckpointCount: entry.maxCheckPointCount ?? 0,
    maxSubscriberCount: entry.maxSubscriberCount ?? 0,
    liveBufferSize: entry.liveBufferSize ?? 0,
    historyBufferSize: entry.historyBufferSize ?? 0,
    readBatchSize: entry.readBatchSize ?? 0,
    strategy: entry.namedConsumerStrategy,
  },
});

const filterOf = ({ context, type, data }: Filter): FilterDefinition => ({
  on: context === 'eventtype' ? 'event-type' : 'stream',
  regex: type === 'regex' ? data : '',
  prefixes: type === 'regex' ? [] : data.split(','),
});
