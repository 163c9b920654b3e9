import type { ProposedEvent } from './recorded-event.js';

/** What the metadata of a stream says about which of its events are seen. */
export interface StreamMetadata {
  /** Events below this revision are gone (`$tb`). */
  readonly truncateBefore: number;
  /** Only so many of the last events are seen (`$maxCount`). */
  readonly maxCount: number;
  /** Seconds after which an event is not seen any more (`$maxAge`). */
  readonly maxAge: number;
}

export const NO_METADATA: StreamMetadata = { truncateBefore: 0, maxCount: Infinity, maxAge: Infinity };

/** A metadata stream shows its last event only. */
export const METADATA_OF_METASTREAM: StreamMetadata = { ...NO_METADATA, maxCount: 1 };

/** A `$tb` of 2^63 - 1 marks a deleted stream that may come back; as a JavaScript number it reads 2^63. */
const SOFT_DELETED = 2 ** 63;
const SOFT_DELETION = '{"$tb":9223372036854775807}';

export const isSoftDeleted = (metadata: StreamMetadata): boolean => metadata.truncateBefore === SOFT_DELETED;

const METASTREAM_PREFIX = '$$';
export const isMetastream = (stream: string): boolean => stream.startsWith(METASTREAM_PREFIX);
export const metastreamOf = (stream: string): string => METASTREAM_PREFIX + stream;
export const streamOfMetastream = (metastream: string): string => metastream.slice(METASTREAM_PREFIX.length);

const fields = (data: Uint8Array): Record<string, unknown> => {
  try {
    const value: unknown = JSON.parse(Buffer.from(data).toString('utf8'));
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // as in the engine, metadata that cannot be read says nothing
  }
};

/** Reads the data of a `$metadata` event; what it does not say, or says wrongly, has no effect. */
export const parseMetadata = (data: Uint8Array): StreamMetadata => {
  const said = fields(data);
  const number = (key: string, otherwise: number): number => {
    const value = said[key];
    return typeof value === 'number' && value >= 0 ? value : otherwise;
  };
  return {
    truncateBefore: number('$tb', 0),
    maxCount: number('$maxCount', Infinity) || Infinity,
    maxAge: number('$maxAge', Infinity) || Infinity,
  };
};

/** The type of the events of a metastream. */
export const METADATA_TYPE = '$metadata';

const metadataEvent = (id: Buffer, json: string): ProposedEvent => ({
  id,
  type: METADATA_TYPE,
  contentType: 'application/json',
  data: Buffer.from(json),
  metadata: Buffer.alloc(0),
});

/** The event that deletes a stream softly. Like the engine's, it replaces all metadata there was. */
export const softDeletion = (id: Buffer): ProposedEvent => metadataEvent(id, SOFT_DELETION);

/** The event that brings a stream back, keeping all of `data` but where its events begin. */
export const undeletion = (id: Buffer, data: Uint8Array, firstRevision: number): ProposedEvent =>
  metadataEvent(id, JSON.stringify({ ...fields(data), $tb: firstRevision }));
