import type { ParkedMessages } from '@doremi/http';
import { type Readiness, stateOf } from '@doremi/process';

interface Parts {
  readonly eventStore: { readonly ping: () => Promise<void> };
  readonly mongo: { readonly ping: () => Promise<void> };
  readonly parked: Pick<ParkedMessages, 'list'>;
}

/** Ready while the engines are there; degraded by what waits for an operator. */
export const readinessOf = async ({ eventStore, mongo, parked }: Parts): Promise<Readiness> => {
  let waiting = 0;
  const [eventstore, mongodb] = await Promise.all([
    stateOf(() => eventStore.ping()),
    stateOf(() => mongo.ping()),
    stateOf(async () => {
      waiting = (await parked.list()).length;
    }),
  ]);
  return {
    ready: eventstore === 'up' && mongodb === 'up',
    degraded: waiting > 0,
    parts: { eventstore, mongodb, ...(waiting > 0 && { parked: waiting === 1 ? '1 event' : `${waiting} events` }) },
  };
};
