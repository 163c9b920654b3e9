import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from '@jest/globals';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import type { JSONEventType } from '@eventstore/db-client';
import { ofThisFile } from '@doremi/event-sourcing/testing';
import type { EngineVersion } from '../engine-version.js';
import type { GivenEventStore } from './given-event-store.js';
import { eventStoreUrl, givenEventStore, ownEventStore } from './given-event-store.js';
import { type RawChannel, rawChannelTo } from './raw-channel.js';

export type Numbered = JSONEventType<string, { n: number }>;

/** An event store and the official client, on a real socket. */
export interface Fixture {
  readonly client: EventStoreDBClient;
  readonly url: string;
  readonly raw: RawChannel;
}

export const connect = (port: number): EventStoreDBClient => EventStoreDBClient.connectionString(eventStoreUrl(port));

/** One event store for all tests of a file: a stand-in, or the engine that is named. */
export const withEventStore = (): Fixture => {
  let server: GivenEventStore;
  let client: EventStoreDBClient;
  beforeAll(async () => {
    server = await givenEventStore();
    client = EventStoreDBClient.connectionString(server.url);
  });
  afterAll(async () => {
    await client.dispose();
    await server.stop();
  });
  return {
    get client() {
      return client;
    },
    get url() {
      return server.url;
    },
    get raw() {
      return rawChannelTo(server.url);
    },
  };
};

/** Runs `test` in a directory that is removed afterwards. */
export const inTemporaryDirectory = async (test: (directory: string) => Promise<void>): Promise<void> => {
  const directory = await mkdtemp(join(tmpdir(), 'doremi-eventstore-spec-'));
  try {
    await test(directory);
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

/** Runs `use` against a stand-in of its own that keeps its data in `directory`. */
export const onServer = async <T>(
  directory: string | null,
  use: (client: EventStoreDBClient, port: number) => Promise<T>,
  engine?: EngineVersion,
): Promise<T> => {
  const server = await ownEventStore({ port: 0, dataDir: directory, ...(engine && { engine }) });
  const client = connect(server.port);
  try {
    return await use(client, server.port);
  } finally {
    await client.dispose();
    await server.stop();
  }
};

let streams = 0;
/** A stream that no other test uses. */
export const freshStream = (): string => ofThisFile(`stream-${++streams}`);

export const event = (n: number, type = 'Numbered') => jsonEvent<Numbered>({ type, data: { n } });
export const events = (count: number, type?: string) => Array.from({ length: count }, (_, n) => event(n, type));

interface Resolved {
  readonly event?: { readonly data: unknown } | undefined;
}

/** The numbers in the events of a read. */
export const numbers = async (read: AsyncIterable<Resolved>): Promise<number[]> => {
  const seen: number[] = [];
  for await (const { event } of read) seen.push((event?.data as { n: number }).n);
  return seen;
};

/** The first `count` things that a stream of events gives. */
export const take = async <T>(count: number, from: AsyncIterable<T>): Promise<T[]> => {
  const taken: T[] = [];
  if (count === 0) return taken;
  for await (const item of from) {
    taken.push(item);
    if (taken.length === count) break;
  }
  return taken;
};

export const drain = async (read: AsyncIterable<unknown>): Promise<void> => {
  for await (const _ of read);
};

/** Asks again until `condition` holds; fails after five seconds. */
export const eventually = async (condition: () => boolean | Promise<boolean>): Promise<void> => {
  const giveUp = Date.now() + 5_000;
  while (!(await condition())) {
    if (Date.now() > giveUp) throw new Error('the condition did not come true in 5 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
