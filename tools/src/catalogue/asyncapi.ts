import { currentVersionOf } from '@doremi/domain';
import { readEvents, type AggregateEntry, type EventEntry } from './events.js';
import type { Sources } from './program.js';
import { STREAMS } from './streams.js';

/** AsyncAPI 3.0: every stream is a channel, every event a message that whoever subscribes receives. */
export interface AsyncApi {
  readonly asyncapi: string;
  readonly info: object;
  readonly channels: Readonly<Record<string, object>>;
  readonly operations: Readonly<Record<string, object>>;
  readonly components: {
    readonly messages: Readonly<Record<string, object>>;
    readonly schemas: Readonly<Record<string, object>>;
  };
}

/** What is written beside every event; see recorded.ts. */
const METADATA = {
  type: 'object',
  properties: {
    $correlationId: { type: 'string' },
    $causationId: { type: 'string' },
    commandId: { type: 'string', format: 'uuid' },
    requestHash: { type: 'string' },
    actor: {
      type: 'object',
      properties: {
        sub: { type: 'string' },
        roles: { type: 'array', items: { type: 'string' } },
        storeId: { type: 'number' },
      },
      required: ['sub', 'roles'],
    },
    occurredAt: { type: 'string', format: 'date-time' },
    schemaVersion: { type: 'integer', minimum: 1 },
    traceparent: { type: 'string' },
  },
  required: ['$correlationId', '$causationId', 'commandId', 'actor', 'occurredAt', 'schemaVersion'],
};

/** The document of all events, generated from their types. */
export const asyncApi = (sources: Sources): AsyncApi => {
  const aggregates = readEvents(sources);
  const events = aggregates.flatMap((aggregate) => aggregate.events);
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Doremi Pizza: events',
      version: '1',
      description: 'What the streams of EventStoreDB hold. Written by `npm run docs:events` from the types.',
    },
    channels: Object.fromEntries(aggregates.map((aggregate) => [aggregate.name, channelOf(aggregate)])),
    operations: Object.fromEntries(aggregates.map(({ name }) => [`append-${name}`, operationOf(name)])),
    components: {
      messages: Object.fromEntries(events.map((event) => [event.type, messageOf(event)])),
      schemas: {
        Metadata: METADATA,
        ...Object.fromEntries(events.map(({ type, schema }) => [type, schema])),
      },
    },
  };
};

const channelOf = ({ name, events }: AggregateEntry) => ({
  address: STREAMS[name]?.address,
  title: name,
  parameters: Object.fromEntries((STREAMS[name]?.parameters ?? []).map((parameter) => [parameter, {}])),
  messages: Object.fromEntries(events.map(({ type }) => [type, { $ref: `#/components/messages/${type}` }])),
});

const operationOf = (name: string) => ({ action: 'send', channel: { $ref: `#/channels/${name}` } });

const messageOf = ({ type, comment }: EventEntry) => ({
  name: type,
  title: type,
  ...(comment && { description: comment }),
  contentType: 'application/json',
  headers: { $ref: '#/components/schemas/Metadata' },
  payload: { $ref: `#/components/schemas/${type}` },
  'x-schema-version': currentVersionOf(type),
});
