import type { Place } from '@doremi/event-sourcing';
import type { LiveReader, Reader } from '../read-models.js';
import { Follower } from './follower.js';
import type { Listener, Topic } from './topic.js';

/** A topic that somebody may follow. */
export interface Followable<Data extends object = object> {
  /** Names the topic, and as whom it is looked at, where that counts. */
  readonly name: string;
  readonly reader: Pick<Reader<object>, 'waitFor'>;
  /** Returns how to stop. */
  readonly follow: (since: Place | null, listener: Listener) => () => void;
  /** Never there: it says to the compiler what is told, since that is text. */
  readonly data?: Data;
}

/** What can be followed of one read model, which one follower does for all. */
export const followables = <Document extends object>(
  reader: LiveReader<Document>,
  topicsOf: (document: Document) => readonly string[],
  onFault: (error: unknown) => void,
) => {
  const follower = new Follower({ reader, topicsOf, onFault });
  return <Data extends object>(topic: Topic<Document, Data>): Followable<Data> => ({
    name: topic.name,
    reader,
    follow: (since, listener) => follower.follow(topic, since, listener),
  });
};
