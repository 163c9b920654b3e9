import type { RecordedEvent } from '../store/recorded-event.js';
import type { ResolvedEvent } from '../store/stream-reader.js';

/** One delivery of an event to a group: consumers acknowledge it by `id`. */
export interface Message {
  /** The id of the original event, in hexadecimal. */
  readonly id: string;
  /** The event as it came: possibly a link. */
  readonly original: RecordedEvent;
  readonly resolved: ResolvedEvent;
  readonly retryCount: number;
  /** Messages are numbered in the order in which they were read; a replayed one has none. */
  readonly sequence: number | null;
}

export const messageId = (id: Buffer): string => id.toString('hex');
