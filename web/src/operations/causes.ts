/** What is known of an event that a correlation caused. */
export interface Caused {
  readonly eventId: string;
  readonly causationId: string;
  readonly stream: string;
  readonly position: string;
}

/** An event, or a request (null), and what it caused, in the order of the log. */
export interface Cause<Event extends Caused> {
  readonly id: string;
  readonly event: Event | null;
  readonly caused: readonly Cause<Event>[];
}

/** What caused what: under each request, and under each event what policies did for it. Nobody is in it twice. */
export const causesOf = <Event extends Caused>(events: readonly Event[]): readonly Cause<Event>[] => {
  const byId = new Map(events.map((event) => [event.eventId, event]));
  const under = new Map<string, Event[]>();
  for (const event of events) under.set(event.causationId, [...(under.get(event.causationId) ?? []), event]);
  const seen = new Set<string>();
  const causedBy = (id: string): Cause<Event>[] =>
    (under.get(id) ?? []).flatMap((event) => {
      if (seen.has(event.eventId)) return [];
      seen.add(event.eventId);
      return [{ id: event.eventId, event, caused: causedBy(event.eventId) }];
    });
  const requests = [...under.keys()].filter((id) => !byId.has(id));
  return requests.map((id) => ({ id, event: null, caused: causedBy(id) }));
};

/** Where one is drawn: a column for each stream, the requests before them, and a row for each. */
export interface Node<Event extends Caused> {
  readonly id: string;
  readonly event: Event | null;
  readonly column: number;
  readonly row: number;
}

export interface Graph<Event extends Caused> {
  readonly streams: readonly string[];
  readonly nodes: readonly Node<Event>[];
  readonly edges: readonly (readonly [from: Node<Event>, to: Node<Event>])[];
}

/** The same as a graph: time goes down, each stream has a lane; a request stands right above the first that it caused. */
export const graphOf = <Event extends Caused>(events: readonly Event[]): Graph<Event> => {
  const ordered = events.toSorted((a, b) => (a.position < b.position ? -1 : 1));
  const streams = [...new Set(ordered.map(({ stream }) => stream))];
  const ids = new Set(ordered.map(({ eventId }) => eventId));
  const nodes = new Map<string, Node<Event>>();
  const add = (id: string, event: Event | null): void => {
    const column = event ? streams.indexOf(event.stream) + 1 : 0;
    nodes.set(id, { id, event, column, row: nodes.size });
  };
  for (const event of ordered) {
    if (!ids.has(event.causationId) && !nodes.has(event.causationId)) add(event.causationId, null);
    add(event.eventId, event);
  }
  const edges = ordered.flatMap(({ causationId, eventId }) => {
    const [from, to] = [nodes.get(causationId), nodes.get(eventId)];
    return from && to ? [[from, to] as const] : [];
  });
  return { streams, nodes: [...nodes.values()], edges };
};
