import { ProtobufMessage } from '../grpc/protobuf.js';
import { newId, uuidText } from './uuid.js';

/** What a client asks to append. `id` is the sixteen bytes of a UUID. */
export interface ProposedEvent {
  readonly id: Buffer;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** An event that the server writes by itself, with JSON for its data. */
export const serverEvent = (type: string, data: unknown): ProposedEvent => ({
  id: newId(),
  type,
  contentType: 'application/json',
  data: Buffer.from(JSON.stringify(data), 'utf8'),
  metadata: Buffer.alloc(0),
});

/** Where and when it was appended. `created` is in milliseconds since the epoch. */
export interface Recording {
  readonly stream: string;
  readonly revision: number;
  readonly position: number;
  readonly created: number;
}

/** The engine gives a tombstone the highest revision there is; JavaScript numbers cannot hold it exactly. */
export const TOMBSTONE_REVISION = 2 ** 63;
const TOMBSTONE_REVISION_ON_THE_WIRE = 2n ** 63n - 1n;
const TICKS_PER_MILLISECOND = 10_000n;

const HEADER_BYTES = 44;
const AT = { revision: 0, created: 8, id: 16, typeLength: 32, streamLength: 36, dataLength: 40 } as const;

/**
 * An event as it lies on disk: a header with what the server itself looks at, then the protobuf message `RecordedEvent`
 * exactly as clients receive it, so that reading an event is copying bytes.
 */
export class RecordedEvent {
  #type: string | undefined;
  #stream: string | undefined;

  constructor(
    readonly position: number,
    private readonly record: Buffer,
  ) {}

  get revision(): number {
    return this.record.readDoubleBE(AT.revision);
  }

  get created(): number {
    return this.record.readDoubleBE(AT.created);
  }

  get id(): Buffer {
    return this.record.subarray(AT.id, AT.id + 16);
  }

  get type(): string {
    return (this.#type ??= this.record.toString('utf8', HEADER_BYTES, this.#endOfType));
  }

  get stream(): string {
    return (this.#stream ??= this.record.toString('utf8', this.#endOfType, this.#endOfStream));
  }

  /** The last field of the message, so it is the end of the record. */
  get data(): Buffer {
    return this.record.subarray(this.record.length - this.record.readUInt32BE(AT.dataLength));
  }

  /** The protobuf message `RecordedEvent`, the same in the streams and the persistent subscriptions service. */
  get message(): Buffer {
    return this.record.subarray(this.#endOfStream);
  }

  get size(): number {
    return this.record.length;
  }

  get #endOfType(): number {
    return HEADER_BYTES + this.record.readUInt32BE(AT.typeLength);
  }

  get #endOfStream(): number {
    return this.#endOfType + this.record.readUInt32BE(AT.streamLength);
  }
}

/** The bytes that a {@link RecordedEvent} reads. */
export const encodeRecord = (event: ProposedEvent, { stream, revision, position, created }: Recording): Buffer => {
  const type = Buffer.from(event.type, 'utf8');
  const name = Buffer.from(stream, 'utf8');
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeDoubleBE(revision, AT.revision);
  header.writeDoubleBE(created, AT.created);
  event.id.copy(header, AT.id);
  header.writeUInt32BE(type.length, AT.typeLength);
  header.writeUInt32BE(name.length, AT.streamLength);
  header.writeUInt32BE(event.data.length, AT.dataLength);
  const message = new ProtobufMessage()
    .bytes(1, new ProtobufMessage().text(2, uuidText(event.id)))
    .bytes(2, new ProtobufMessage().bytes(3, name))
    .uint64(3, revision === TOMBSTONE_REVISION ? TOMBSTONE_REVISION_ON_THE_WIRE : revision)
    .uint64(4, position)
    .uint64(5, position)
    .bytes(6, entry('type', type))
    .bytes(6, entry('created', Buffer.from(String(BigInt(created) * TICKS_PER_MILLISECOND))))
    .bytes(6, entry('content-type', Buffer.from(event.contentType)))
    .bytes(7, event.metadata)
    .bytes(8, event.data)
    .finish();
  return Buffer.concat([header, type, name, message]);
};

const entry = (key: string, value: Uint8Array): ProtobufMessage => new ProtobufMessage().text(1, key).bytes(2, value);
