import type { PersonalData } from '@doremi/personal-data';
import { personalDataInMemory } from '@doremi/personal-data/testing';
import type { EventStore } from '@doremi/event-sourcing';
import { identify } from '@doremi/http/testing';
import { AdmissionControl } from '@doremi/http';
import { afterAll } from '@jest/globals';
import { aggregatesOn } from '../aggregates.js';
import { openGrpc, type Open, type Place } from '../grpc/server.js';
import { orderGrpc } from '../order/order.grpc.js';
import { Sealing } from '../personal/sealing.js';
import { GrpcClient, type Ended } from './grpc-client.js';
import { ORDERS } from './grpc-services.js';

export interface TestDoor {
  readonly port: number;
  readonly client: GrpcClient;
  readonly faults: unknown[];
  readonly stopping: AbortController;
  readonly close: Open['close'];
  readonly call: (method: string, message: object, metadata?: Record<string, string>) => Promise<Ended>;
}

/** Opens the gRPC door of a process that has this event store; what is open is closed when the file's tests are over. */
export const withGrpcDoors = (
  personal: PersonalData = personalDataInMemory().personal,
): ((store: EventStore, other?: Partial<Place>) => Promise<TestDoor>) => {
  const opened: TestDoor[] = [];
  afterAll(async () => {
    for (const { client, stopping, close } of opened) {
      client.close();
      stopping.abort();
      await close();
    }
  });
  return async (store, other = {}) => {
    const faults: unknown[] = [];
    const stopping = new AbortController();
    const aggregates = aggregatesOn(store);
    const sealing = new Sealing(personal, aggregates.customers);
    const { port, close } = await openGrpc([orderGrpc(aggregates, sealing)], {
      host: '127.0.0.1',
      port: 0,
      identify,
      admission: new AdmissionControl({ atOnce: 64, waiting: 64, waitMs: 3_000 }),
      signal: stopping.signal,
      ready: () => Promise.resolve({ ready: true, parts: {} }),
      onFault: (error) => void faults.push(error),
      ...other,
    });
    const client = new GrpcClient(port);
    const call: TestDoor['call'] = (method, message, metadata) => client.call(ORDERS, method, message, metadata);
    const door = { port, client, faults, stopping, close, call };
    opened.push(door);
    return door;
  };
};
