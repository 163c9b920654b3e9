import type { Delivery, EventStore } from '@doremi/event-sourcing';

/** Which events of each group this process has taken and is not done with. */
export class InHand {
  /** By group, for each delivery: when its event happened, milliseconds since the epoch. */
  private readonly groups = new Map<string, Map<object, number>>();

  /** When the oldest of them happened; null where there is none. */
  oldestOf(group: string): number | null {
    const times = [...(this.groups.get(group)?.values() ?? [])];
    return times.length === 0 ? null : Math.min(...times);
  }

  /** The same event store, seen by this whenever a delivery is taken, and done with. */
  watching(eventStore: EventStore): EventStore {
    const consume = this.watched((...of) => eventStore.consume(...of));
    return { ...eventStore, consume };
  }

  private watched(consume: EventStore['consume']): EventStore['consume'] {
    const { groups } = this;
    return async function* (group, types, signal) {
      // What a lost connection had given comes again.
      const taken = new Map<object, number>();
      groups.set(group, taken);
      for await (const delivery of consume(group, types, signal)) {
        taken.set(delivery, Date.parse(delivery.event.metadata.occurredAt));
        yield doneOf(delivery, () => taken.delete(delivery));
      }
    };
  }
}

const doneOf = ({ event, ack, park }: Delivery, done: () => void): Delivery => ({
  event,
  ack: () => ack().finally(done),
  park: (reason) => park(reason).finally(done),
});
