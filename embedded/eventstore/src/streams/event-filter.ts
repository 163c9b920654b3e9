import { handlerFailed, invalidArgument } from '../grpc/failures.js';
import type { RecordedEvent } from '../store/recorded-event.js';

/** Which events of `$all` are wanted: by a regular expression or, without one, by prefixes. */
export interface FilterDefinition {
  readonly on: 'event-type' | 'stream';
  readonly regex: string;
  readonly prefixes: readonly string[];
}

export type EventFilter = (event: RecordedEvent) => boolean;

interface Expression {
  getRegex(): string;
  getPrefixList(): string[];
}

/** The part of the filter messages that the streams and the persistent subscriptions service have in common. */
export interface FilterOptions {
  getEventType(): Expression | undefined;
  getStreamIdentifier(): Expression | undefined;
}

/** Reads a filter out of a request; one that names nothing to filter on is an invalid argument. */
export const filterDefinition = (options: FilterOptions): FilterDefinition => {
  const eventType = options.getEventType();
  const expression = eventType ?? options.getStreamIdentifier();
  if (!expression) throw invalidArgument('The filter names neither event type nor stream.');
  return {
    on: eventType ? 'event-type' : 'stream',
    regex: expression.getRegex(),
    prefixes: expression.getPrefixList(),
  };
};

export const ALL_EVENTS: EventFilter = () => true;

export const eventFilter = ({ on, regex, prefixes }: FilterDefinition): EventFilter => {
  const matches = regex ? matchesRegex(regex) : (text: string) => prefixes.some((prefix) => text.startsWith(prefix));
  return on === 'event-type' ? (event) => matches(event.type) : (event) => matches(event.stream);
};

const matchesRegex = (source: string): ((text: string) => boolean) => {
  try {
    const regex = new RegExp(source);
    return (text) => regex.test(text);
  } catch {
    throw handlerFailed();
  }
};
