import { connectEventStore } from '@doremi/event-store';
import { upcast } from '@doremi/domain';
import { BEGINNING, type Recorded } from '@doremi/event-sourcing';

/** Every event of the business that an event store holds now, in the log's order. */
export const wholeLog = async (eventStoreUrl: string): Promise<readonly Recorded[]> => {
  const store = connectEventStore(eventStoreUrl, upcast);
  const events: Recorded[] = [];
  const read = new AbortController();
  try {
    for await (const item of store.subscribe({ after: BEGINNING, signal: read.signal })) {
      if (item.kind === 'event') events.push(item.event);
      if (item.kind === 'caughtUp') read.abort();
    }
    return events;
  } finally {
    await store.close();
  }
};
