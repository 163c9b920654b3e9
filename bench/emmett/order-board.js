/**
 * The order board as Emmett documents projections on EventStoreDB: a consumer, a processor with `eachMessage`, and one
 * write to MongoDB per message. Prints how many events it handled, how many a second, and what one cost it.
 *
 * The fold is ours. Given an empty document its handlers return what the event changes, so each event is one update and
 * nothing has to be read first, which is kind to it.
 */
import { orderBoard } from '@doremi/projections';
import { eventStoreDBEventStoreConsumer } from '@event-driven-io/emmett-esdb';
import { EventStoreDBClient, eventTypeFilter } from '@eventstore/db-client';
import { MongoClient } from 'mongodb';

const events = Number(process.env.EVENTS);
const client = EventStoreDBClient.connectionString(process.env.EVENTSTORE_URL ?? '');
const mongo = new MongoClient(process.env.MONGODB_URL ?? '');
const orders = mongo.db().collection('emmettOrderBoard');
await orders.drop().catch(() => undefined);
await orders.createIndexes(orderBoard.indexes.map((key) => ({ key })));

const types = Object.keys(orderBoard.on);
const filter = eventTypeFilter({ regex: `^(${types.join('|')})$` });
const consumer = eventStoreDBEventStoreConsumer({ client, from: { stream: '$all', options: { filter } } });
let handled = 0;
let startedAt = 0;
let cpuBefore;
consumer.processor({
  processorId: 'orderBoard',
  startFrom: 'BEGINNING',
  stopAfter: () => handled === events,
  eachMessage: async ({ type, data, metadata }) => {
    startedAt ||= performance.now();
    cpuBefore ??= process.cpuUsage();
    const changed = orderBoard.on[type]({}, data, metadata.occurredAt);
    await orders.updateOne({ _id: String(data.orderId) }, { $set: changed }, { upsert: true });
    handled++;
  },
});
await consumer.start();
const perSecond = (handled * 1_000) / (performance.now() - startedAt);
const { user, system } = process.cpuUsage(cpuBefore);
console.log(JSON.stringify({ count: handled, perSecond, cpuMicroseconds: (user + system) / handled }));
await orders.drop();
process.exit(0);
