import { describe, expect, it } from '@jest/globals';
import { eventTypeFilter } from '@eventstore/db-client';
import type { EventStoreDBClient, Position, SubscribeToAllOptions } from '@eventstore/db-client';
import { event, events, eventually, freshStream, onServer, withEventStore } from '../testing/eventstore.js';

const MINUS_ONE = 2n ** 64n - 1n;
const at = (position: bigint): Position => ({ commit: position, prepare: position });
const justBefore = (position: bigint): Position => ({ commit: position, prepare: 0n });

interface FilterOptions {
  readonly maxSearchWindow?: number;
  readonly checkpointInterval?: number;
}

/** A subscription to the events of type `Wanted`; what it was sent, events as their positions, each checkpoint as it was. */
const follow = async (
  client: EventStoreDBClient,
  fromPosition: SubscribeToAllOptions['fromPosition'] & {},
  options: FilterOptions = {},
) => {
  const seen: bigint[] = [];
  const checkpoints: Position[] = [];
  const checkpointReached = (_: unknown, checkpoint: Position) => void checkpoints.push(checkpoint);
  const filter = eventTypeFilter({ prefixes: ['Wanted'], ...options, checkpointReached });
  const subscription = client.subscribeToAll({ fromPosition, filter });
  subscription.on('data', ({ commitPosition }) => seen.push(commitPosition!));
  await new Promise((resolve) => subscription.once('caughtUp', resolve));
  return { seen, checkpoints, stop: () => subscription.unsubscribe() };
};

/** Appends events one by one, and gives their positions. */
const appended = async (client: EventStoreDBClient, types: readonly string[]): Promise<bigint[]> => {
  const stream = freshStream();
  const positions: bigint[] = [];
  for (const [n, type] of types.entries()) {
    positions.push((await client.appendToStream(stream, event(n, type))).position!.commit);
  }
  return positions;
};

const unwanted = (count: number): string[] => Array.from({ length: count }, () => 'Unwanted');

describe('Streams.Read, subscribed through a filter: checkpoints while catching up', () => {
  const store = withEventStore();

  it('come every window × interval events looked at, at the start of what was read last; then at the last match', async () => {
    const [before, ...p] = await appended(store.client, ['Wanted', ...unwanted(9), 'Wanted']);
    const options = { maxSearchWindow: 2, checkpointInterval: 2 };
    const { seen, checkpoints, stop } = await follow(store.client, at(before!), options);
    await eventually(() => seen.length > 0);
    expect(seen).toEqual([p[9]]);
    expect(checkpoints).toEqual([justBefore(p[1]!), justBefore(p[5]!), at(p[9]!)]);
    await stop();
  });

  it('bring what comes behind them when one begins there, the event at their commit position included', async () => {
    const [before, ...p] = await appended(store.client, [...unwanted(2), 'Wanted', 'Wanted']);
    const options = { maxSearchWindow: 1 };
    const { checkpoints, stop } = await follow(store.client, at(before!), options);
    expect(checkpoints).toContainEqual(justBefore(p[0]!));
    await stop();
    const again = await follow(store.client, justBefore(p[1]!));
    await eventually(() => again.seen.length === 2);
    expect(again.seen).toEqual([p[1], p[2]]);
    await again.stop();
  });

  it('are none for one that begins at the end of the log', async () => {
    const [last] = await appended(store.client, ['Wanted']);
    for (const from of ['end' as const, at(last!)]) {
      const { checkpoints, stop } = await follow(store.client, from);
      expect(checkpoints).toEqual([]);
      await stop();
    }
  });
});

describe('Streams.Read, subscribed through a filter: checkpoints while live', () => {
  const store = withEventStore();

  it('come after every window × interval events, none after two', async () => {
    const { seen, checkpoints, stop } = await follow(store.client, 'end', { checkpointInterval: 1 });
    await appended(store.client, [...unwanted(2), 'Wanted']);
    await eventually(() => seen.length === 1);
    expect(checkpoints).toEqual([]);
    const positions = await appended(store.client, [...unwanted(28), 'Wanted', 'Wanted']);
    await eventually(() => seen.length === 3);
    expect(checkpoints).toEqual([at(positions[28]!)]);
    await stop();
  });
});

describe('Streams.Read, subscribed through a filter: nothing matches in a log that is shorter than the interval', () => {
  const interval = { maxSearchWindow: 32, checkpointInterval: 16 };

  it('24.2 says minus one, and then never anything', async () => {
    const use = async (client: EventStoreDBClient) => {
      await client.appendToStream('stream', events(400, 'Unwanted'));
      const { seen, checkpoints, stop } = await follow(client, 'start', interval);
      expect(checkpoints).toEqual([at(MINUS_ONE)]);
      for (const type of ['Unwanted', 'Wanted']) await client.appendToStream('stream', events(600, type));
      await eventually(() => seen.length === 600);
      expect(checkpoints).toHaveLength(1);
      await stop();
    };
    await onServer(null, use, '24.2');
  });

  it('25.0 says 0, and goes on', async () => {
    const use = async (client: EventStoreDBClient) => {
      await client.appendToStream('stream', events(20, 'Unwanted'));
      const { seen, checkpoints, stop } = await follow(client, 'start', interval);
      expect(checkpoints).toEqual([justBefore(0n)]);
      for (const type of ['Unwanted', 'Wanted']) await client.appendToStream('stream', events(300, type));
      await eventually(() => seen.length === 300);
      expect(checkpoints).toEqual([justBefore(0n), at(seen[511 - 300]!)]);
      await stop();
    };
    await onServer(null, use, '25.0');
  });

  it.each(['24.2', '25.0'] as const)('%s says where it is when the log is longer', async (engine) => {
    const use = async (client: EventStoreDBClient) => {
      await client.appendToStream('stream', events(500, 'Unwanted'));
      await client.appendToStream('stream', events(100, 'Unwanted'));
      const { checkpoints, stop } = await follow(client, 'start', interval);
      expect(checkpoints.length).toBeGreaterThan(0);
      expect(checkpoints[0]!.commit).toBeGreaterThan(0n);
      expect(checkpoints[0]!.commit).toBeLessThan(MINUS_ONE);
      expect(checkpoints[0]!.prepare).toBe(0n);
      await stop();
    };
    await onServer(null, use, engine);
  });
});
