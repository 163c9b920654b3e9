import { type Place, textOf } from '@doremi/event-sourcing';
import { eventOf, type Feed, idAlone } from '@doremi/http';
import type { Followable } from './followable.js';
import type { Told } from './topic.js';

/** A stream of one topic: its documents as events without a name. */
export const single =
  <Data extends object>({ follow }: Followable<Data>, since: Place | null): Feed<Data> =>
  (client) =>
    follow(since, (told) => {
      if (told.as === 'changed') client.send(eventsOf(told));
      else if (told.as !== 'current') client.welcome(eventsOf(told));
    });

/** Only the last event carries the id: whoever loses the stream before it comes back to the one before them all. */
const eventsOf = ({ documents, place }: Told): string => {
  const id = textOf(place);
  if (documents.length === 0) return idAlone(id);
  const last = documents.length - 1;
  return documents.map((document, index) => eventOf(document, { id: index === last ? id : undefined })).join('');
};
