import type { SubscriptionInfo as Info } from '@eventstore/db-client/generated/persistent_pb.js';
import { persistent } from '../grpc/generated.js';
import type { Measurement } from './consumer-statistics.js';
import type { Consumer } from './consumer.js';
import { cursorText, startText } from './cursor.js';
import type { Group } from './group.js';

const { SubscriptionInfo } = persistent;

/** What GetInfo and List tell of a group. */
export const subscriptionInfo = (group: Group): Info => {
  const { stream, group: name, settings, startFrom } = group.definition;
  const { unsent, retries, inFlight } = group.counts;
  const connections = group.consumers.map((consumer) => connectionInfo(consumer, settings.extraStatistics));
  const sum = (of: (connection: Info.ConnectionInfo) => number): number =>
    connections.reduce((total, connection) => total + of(connection), 0);
  const info = new SubscriptionInfo();
  info.setEventSource(stream);
  info.setGroupName(name);
  info.setStatus(group.isLive ? 'Live' : 'Behind');
  info.setConnectionsList(connections);
  info.setAveragePerSecond(sum((connection) => connection.getAverageItemsPerSecond()));
  info.setTotalItems(String(sum((connection) => Number(connection.getTotalItems()))));
  info.setCountSinceLastMeasurement(String(sum((connection) => Number(connection.getCountSinceLastMeasurement()))));
  if (group.checkpoints.last !== undefined) {
    info.setLastCheckpointedEventPosition(cursorText(stream, group.checkpoints.last));
  }
  if (group.lastKnown !== undefined) info.setLastKnownEventPosition(cursorText(stream, group.lastKnown));
  info.setResolveLinkTos(settings.resolveLinks);
  info.setStartFrom(startText(stream, startFrom));
  info.setMessageTimeoutMilliseconds(settings.messageTimeout);
  info.setExtraStatistics(settings.extraStatistics);
  info.setMaxRetryCount(settings.maxRetryCount);
  info.setLiveBufferSize(settings.liveBufferSize);
  info.setBufferSize(settings.historyBufferSize);
  info.setReadBatchSize(settings.readBatchSize);
  info.setCheckPointAfterMilliseconds(settings.checkpointAfter);
  info.setMinCheckPointCount(settings.minCheckpointCount);
  info.setMaxCheckPointCount(settings.maxCheckpointCount);
  info.setMaxSubscriberCount(settings.maxSubscriberCount);
  info.setNamedConsumerStrategy(settings.strategy);
  info.setReadBufferCount(unsent);
  info.setLiveBufferCount('0');
  info.setRetryBufferCount(retries);
  info.setTotalInFlightMessages(inFlight);
  info.setOutstandingMessagesCount(inFlight);
  info.setParkedMessageCount(String(group.parked.count));
  return info;
};

const connectionInfo = (consumer: Consumer, withMeasurements: boolean): Info.ConnectionInfo => {
  const { statistics } = consumer;
  const info = new SubscriptionInfo.ConnectionInfo();
  info.setUsername('system'); // who everybody is on a node that asks nobody
  info.setAverageItemsPerSecond(statistics.averagePerSecond);
  info.setTotalItems(String(statistics.items));
  info.setCountSinceLastMeasurement(String(statistics.countSinceLastLook()));
  if (withMeasurements) info.setObservedMeasurementsList(statistics.measurements().map(measurement));
  info.setAvailableSlots(consumer.availableSlots);
  info.setInFlightMessages(consumer.inFlight);
  info.setConnectionName(consumer.connection.name);
  return info;
};

const measurement = ({ key, milliseconds }: Measurement): Info.Measurement => {
  const observed = new SubscriptionInfo.Measurement();
  observed.setKey(key);
  observed.setValue(String(milliseconds));
  return observed;
};
