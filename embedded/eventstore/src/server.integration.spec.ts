import { logVerbosity, setLogVerbosity, status } from '@grpc/grpc-js';
import type { ServiceError } from '@grpc/grpc-js';
import operationsService from '@eventstore/db-client/generated/operations_grpc_pb.js';
import featuresService from '@eventstore/db-client/generated/serverfeatures_grpc_pb.js';
import type { SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import { EventStoreDBClient } from '@eventstore/db-client';
import { describe, expect, it } from '@jest/globals';
import { needsOwnServer, ofThisFile } from '@doremi/event-sourcing/testing';
import { ownEventStore } from './testing/given-event-store.js';
import {
  connect,
  event,
  events,
  inTemporaryDirectory,
  numbers,
  onServer,
  withEventStore,
} from './testing/eventstore.js';

describe('ServerFeatures.GetSupportedMethods', () => {
  const store = withEventStore();

  it('tells, in lower case, what the client looks for', async () => {
    const client = new featuresService.ServerFeaturesClient(store.raw.address, store.raw.credentials);
    const supported = await new Promise<SupportedMethods>((resolve, reject) =>
      client.getSupportedMethods(new shared.Empty(), (error, response) => (error ? reject(error) : resolve(response))),
    );
    client.close();
    const methods = supported.getMethodsList().map((method) => method.toObject());
    expect(supported.getEventStoreServerVersion()).toMatch(/^\d+\.\d+\.\d+$/);
    expect(methods.map(({ serviceName, methodName }) => [serviceName, methodName])).toContainEqual([
      'event_store.client.streams.streams',
      'batchappend',
    ]);
    expect(methods).toContainEqual({
      serviceName: 'event_store.client.persistent_subscriptions.persistentsubscriptions',
      methodName: 'create',
      featuresList: ['stream', 'all'],
    });
  });
});

describe('Gossip.Read', () => {
  const store = withEventStore();

  it.each(['leader', 'random'] as const)('lets a client that prefers a %s find the server', async (nodePreference) => {
    const discover = `${store.url.replace('esdb:', 'esdb+discover:')}&nodePreference=${nodePreference}`;
    const client = EventStoreDBClient.connectionString(discover);
    const { success } = await client.appendToStream(ofThisFile('discovered'), event(0));
    expect(success).toBe(true);
    await client.dispose();
  });
});

describe('What is not offered', () => {
  const store = withEventStore();
  const unimplemented = { code: status.UNIMPLEMENTED };

  it('Projections: answers UNIMPLEMENTED', async () => {
    await expect(store.client.listProjections()).rejects.toMatchObject(unimplemented);
  });

  it('Operations: answers UNIMPLEMENTED', async () => {
    needsOwnServer('EVENTSTORE_URL');
    const client = new operationsService.OperationsClient(store.raw.address, store.raw.credentials);
    const error = await new Promise<ServiceError | null>((resolve) => client.shutdown(new shared.Empty(), resolve));
    client.close();
    expect(error).toMatchObject(unimplemented);
  });
});

describe('startEventStore', () => {
  it('rejects when the port is taken', async () => {
    setLogVerbosity(logVerbosity.NONE); // the library would write the error to the terminal as well
    const running = await ownEventStore({ port: 0, dataDir: null });
    const second = ownEventStore({ port: running.port, dataDir: null });
    await expect(second).rejects.toThrow(/address already in use|No address added/);
    await running.stop();
  });

  it('started again: events, metadata, deletions and tombstones are there, positions go on', async () => {
    await inTemporaryDirectory(async (directory) => {
      const last = await onServer(directory, async (client) => {
        await client.appendToStream('kept', events(5));
        await client.setStreamMetadata('kept', { maxCount: 3 });
        await client.appendToStream('deleted', events(2));
        await client.deleteStream('deleted');
        await client.tombstoneStream('gone');
        return client.appendToStream('last', event(0));
      });
      await onServer(directory, async (client) => {
        expect(await numbers(client.readStream('kept'))).toEqual([2, 3, 4]);
        await expect(numbers(client.readStream('deleted'))).rejects.toMatchObject({ type: 'stream-not-found' });
        await expect(numbers(client.readStream('gone'))).rejects.toMatchObject({ type: 'stream-deleted' });
        const next = await client.appendToStream('deleted', event(9));
        expect(next.nextExpectedRevision).toBe(2n);
        expect(next.position!.commit).toBeGreaterThan(last.position!.commit);
      });
    });
  });

  it.each(['any', 'no_stream'] as const)(
    'started again: a repetition, expecting %s, is one',
    async (expectedRevision) => {
      await inTemporaryDirectory(async (directory) => {
        const batch = events(3);
        const append = (client: EventStoreDBClient) => client.appendToStream('stream', batch, { expectedRevision });
        const first = await onServer(directory, append);
        expect(await onServer(directory, append)).toEqual(first);
        expect(await onServer(directory, (client) => numbers(client.readStream('stream')))).toEqual([0, 1, 2]);
      });
    },
  );

  it('lets a client go on that was connected to a server before', async () => {
    await inTemporaryDirectory(async (dataDir) => {
      const first = await ownEventStore({ port: 0, dataDir });
      const client = connect(first.port);
      await client.appendToStream('stream', event(0));
      await first.stop();
      await expect(client.appendToStream('stream', event(1), { deadline: 500 })).rejects.toThrow();
      const second = await ownEventStore({ port: first.port, dataDir });
      await client.appendToStream('stream', event(1));
      expect(await numbers(client.readStream('stream'))).toEqual([0, 1]);
      await client.dispose();
      await second.stop();
    });
  });
});
