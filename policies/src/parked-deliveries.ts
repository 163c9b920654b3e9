import { EngineUnavailable, type Recorded, refuse } from '@doremi/event-sourcing';
import type { ParkedDeliveries, ParkedDelivery } from '@doremi/event-store';
import type { ParkedMessage, ParkedMessages } from '@doremi/http';
import type { Logger } from '@doremi/process';
import type { Policy } from './policy.js';

interface Parts {
  readonly deliveries: Pick<ParkedDeliveries, 'list' | 'resolve'>;
  readonly policies: readonly Policy[];
  /** Reacts to an event once more; what it did before it does not do again. */
  readonly reactTo: (policy: Policy, event: Recorded) => Promise<void>;
  readonly log: Logger;
}

interface Found {
  readonly policy: Policy;
  readonly delivery: ParkedDelivery;
}

/** The events that policies could not react to. A retry reacts to that one event here and now, and to no other. */
export const parkedDeliveriesOf = ({ deliveries, policies, reactTo, log }: Parts): ParkedMessages => {
  const listOf = async (policy: Policy): Promise<readonly Found[]> =>
    (await deliveries.list(policy.name)).map((delivery) => ({ policy, delivery }));

  const find = async (id: string): Promise<Found | undefined> => {
    const [, name] = id.split(':');
    const policy = policies.find((one) => one.name === name);
    return policy && (await listOf(policy)).find((found) => idOf(found) === id);
  };

  return {
    list: async () => (await Promise.all(policies.map(listOf))).flat().map(messageOf),
    show: async (id) => {
      const found = await find(id);
      return found ? { ...messageOf(found), event: found.delivery.event } : refuse('PARKED_NOT_FOUND', { id });
    },
    retry: async (id, by) => {
      const found = await find(id);
      if (!found) return refuse('PARKED_NOT_FOUND', { id });
      const { policy, delivery } = found;
      if (!delivery.event) return refuse('EVENT_GONE', { id });
      try {
        await reactTo(policy, delivery.event);
      } catch (error) {
        if (error instanceof EngineUnavailable) throw error;
        log.error({ err: error, id, by }, 'a retry failed');
        return refuse('RETRY_FAILED', { id, detail: error instanceof Error ? error.message : String(error) });
      }
      await deliveries.resolve(policy.name, delivery.number, { outcome: 'RETRIED', by });
      log.info({ id, by }, 'a parked message went through');
      return { id, outcome: 'DONE' };
    },
    skip: async (id, by) => {
      const found = await find(id);
      if (!found) return refuse('PARKED_NOT_FOUND', { id });
      await deliveries.resolve(found.policy.name, found.delivery.number, { outcome: 'SKIPPED', by });
      log.warn({ id, by, event: found.delivery.event?.id }, 'a parked message is passed over');
      return { id, outcome: 'DONE' };
    },
  };
};

const idOf = ({ policy, delivery }: Found): string => `policies:${policy.name}:${delivery.number}`;

const messageOf = (found: Found): ParkedMessage => {
  const { event, reason, parkedAt } = found.delivery;
  return {
    id: idOf(found),
    of: found.policy.name,
    about: event?.stream ?? '',
    type: event?.type ?? '',
    stream: event?.stream ?? '',
    reason,
    parkedAt,
    asked: false,
  };
};
