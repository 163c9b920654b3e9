import type { DomainEvent, EventStore, Recorded } from '@doremi/event-sourcing';
import type { OfferedMenu } from '@doremi/domain';
import { happened } from '@doremi/event-sourcing/testing';
import type { Lists, Policy, Reaction } from '../policy.js';

export { happened };

/** The lists as a test wants them; asking for one that it did not give fails. */
export const listsOf = (lists: { storeIds?: readonly number[]; offeredMenus?: readonly OfferedMenu[] }): Lists => {
  const given = <List>(list: List | undefined, name: string): Promise<List> =>
    list === undefined ? Promise.reject(new Error(`nobody should need ${name}`)) : Promise.resolve(list);
  return {
    storeIds: () => given(lists.storeIds, 'the stores'),
    offeredMenus: () => given(lists.offeredMenus, 'the menus'),
  };
};

/** A log of these events, as a subscription shows it: what there is, and then no more. */
export const readable = (log: readonly Recorded[]): Pick<EventStore, 'subscribe'> => ({
  subscribe: async function* ({ after, types, signal }) {
    await Promise.resolve();
    for (const event of log) {
      if (signal.aborted) return;
      if (event.position > after && types?.includes(event.type)) yield { kind: 'event', event };
    }
    yield { kind: 'caughtUp' };
  },
});

/** What the policy wants done when this happened. */
export const reactionsTo = async <Event extends DomainEvent>(
  { whenever }: Policy<Event>,
  event: Event,
  { revision = 0, ...lists }: Parameters<typeof listsOf>[0] & { revision?: number } = {},
): Promise<readonly Reaction[]> => {
  const handler = (whenever as Policy['whenever'])[event.type];
  if (!handler) throw new Error(`${event.type} is nothing to this policy`);
  return handler(event.data, listsOf(lists), happened(event, revision));
};
