import { type Place, textOf } from '@doremi/event-sourcing';
import { eventOf, type Feed, idAlone, type StreamClient } from '@doremi/http';
import type { Followable } from './followable.js';
import type { LiveRefusal, LiveTopic } from './live.responses.js';
import { idOfPlaces } from './places.js';
import type { Told } from './topic.js';

/** A topic of a stream of several: what its client calls it, and where that left off. */
export interface Channel<Data extends object = object> {
  readonly topic: string;
  readonly followable: Followable<Data>;
  readonly since: Place | null;
}

/** A stream of several topics: each document under its topic's name, and what a client has to know of the topic itself. */
export const multiplexed =
  <Data extends object>(
    channels: readonly Channel<Data>[],
    refused: readonly LiveRefusal[],
  ): Feed<Data | LiveRefusal | LiveTopic> =>
  (client) => {
    const places = new Places(channels);
    // What the client came with may name more topics; from here on it comes back as somebody who never knew those.
    client.welcome(idAlone(places.id));
    for (const refusal of refused) client.welcome(eventOf(JSON.stringify(refusal), { name: 'refused' }));
    const stops = channels.map((channel) =>
      channel.followable.follow(channel.since, (told) => tell(client, channel, told, places)),
    );
    return () => stops.forEach((stop) => stop());
  };

/** Up to where the client knows each topic. One that it is being told everything of has no place until that is done. */
class Places {
  private readonly places = new Map<string, string>();

  constructor(channels: readonly Channel[]) {
    for (const { followable, since } of channels) if (since) this.places.set(followable.name, textOf(since));
  }

  get id(): string {
    return idOfPlaces(this.places);
  }

  /** The id that says so once this is told of the topic. */
  after({ as, place }: Told, { name }: Followable): string {
    if (as === 'whole') this.places.delete(name);
    else this.places.set(name, textOf(place));
    return this.id;
  }
}

const tell = (client: StreamClient, { topic, followable }: Channel, told: Told, places: Places): void => {
  const id = places.after(told, followable);
  const about = JSON.stringify({ topic } satisfies LiveTopic);
  switch (told.as) {
    case 'whole':
      return client.welcome(eventOf(about, { name: 'snapshot', id }) + eventsOf(topic, told.documents));
    case 'missed':
      return client.welcome(eventsOf(topic, told.documents, id));
    case 'current':
      return client.welcome(eventOf(about, { name: 'current', id }));
    case 'changed':
      return client.send(eventsOf(topic, told.documents, id));
  }
};

/** Only the last event carries the id: whoever loses the stream before it is told all of them again. */
const eventsOf = (name: string, documents: readonly string[], id?: string): string =>
  documents
    .map((document, index) => eventOf(document, { name, id: index === documents.length - 1 ? id : undefined }))
    .join('');
