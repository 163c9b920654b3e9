import {
  persistentSubscriptionToAllSettingsFromDefaults,
  persistentSubscriptionToStreamSettingsFromDefaults,
} from '@eventstore/db-client';
import type {
  EventStoreDBClient,
  PersistentSubscriptionToAllSettings,
  PersistentSubscriptionToStream,
  PersistentSubscriptionToStreamResolvedEvent,
  PersistentSubscriptionToStreamSettings,
} from '@eventstore/db-client';
import { take } from './eventstore.js';
import type { Numbered } from './eventstore.js';

export type Subscription = PersistentSubscriptionToStream<Numbered>;
export type Delivered = PersistentSubscriptionToStreamResolvedEvent<Numbered>;

export const toStream = (
  settings: Partial<PersistentSubscriptionToStreamSettings> = {},
): PersistentSubscriptionToStreamSettings =>
  persistentSubscriptionToStreamSettingsFromDefaults({ startFrom: 'start', ...settings });

export const toAll = (
  settings: Partial<PersistentSubscriptionToAllSettings> = {},
): PersistentSubscriptionToAllSettings =>
  persistentSubscriptionToAllSettingsFromDefaults({ startFrom: 'start', ...settings });

/** Joins a group and waits until the server has said so. */
export const join = async (
  client: EventStoreDBClient,
  stream: string,
  group: string,
  bufferSize = 10,
): Promise<Subscription> => {
  const subscription = client.subscribeToPersistentSubscriptionToStream<Numbered>(stream, group, { bufferSize });
  await new Promise((resolve, reject) => subscription.once('confirmation', resolve).once('error', reject));
  return subscription;
};

/** The next `count` deliveries, none answered for. The subscription stays open. */
export const deliveries = async (subscription: Subscription, count: number) => {
  const iterator = subscription.iterator({ destroyOnReturn: false }) as AsyncIterable<Delivered>;
  return take(count, iterator);
};

/** The next `count` deliveries, acknowledged; gives their numbers. */
export const acknowledged = async (subscription: Subscription, count: number): Promise<number[]> => {
  const got = await deliveries(subscription, count);
  if (got.length > 0) await subscription.ack(...got);
  return got.map(numberOf);
};

export const numberOf = (delivery: Delivered): number => delivery.event!.data.n;
