import type { Place } from '@doremi/event-sourcing';
import type { Changes, Where } from '@doremi/read-models';

/** Some documents of a read model, as some of those who may see them are shown them. */
export interface Topic<Document extends object, Data extends object = object> {
  /** No other topic of the read model has it. Places that clients come back with are named by it. */
  readonly name: string;
  readonly allOf: Where<Document>;
  /** What somebody new to the topic has to know of it. */
  readonly currentOf: Where<Document>;
  /** What is told of them, one for one; null of one that is not shown. */
  readonly responsesOf: (
    documents: readonly Document[],
  ) => Promise<readonly (Data | null)[]> | readonly (Data | null)[];
}

/** What somebody who follows a topic is told at a time. */
export interface Told {
  /**
   * `whole`: all there is, and nothing counts that was told before; `missed`: some of what changed since the one who is told
   * left off; `current`: nothing, but that no more is missing; `changed`: what changed since.
   */
  readonly as: 'whole' | 'missed' | 'current' | 'changed';
  /** JSON, made once for all who are told. */
  readonly documents: readonly string[];
  /** With these, everything up to here is told. */
  readonly place: Place;
}

export type Listener = (told: Told) => void;

export const placeOf = ({ generation, settled }: Changes<object>): Place => ({ generation, position: settled });

export const toldOf = async <Document extends object>(
  { responsesOf }: Topic<Document>,
  as: Told['as'],
  part: Changes<Document>,
): Promise<Told> => {
  const responses = await responsesOf(part.documents.map(({ document }) => document));
  const documents = responses.filter((response) => response !== null).map((response) => JSON.stringify(response));
  return { as, documents, place: placeOf(part) };
};
