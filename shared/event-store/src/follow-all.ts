import {
  type AllStreamResolvedEvent,
  type Filter,
  START,
  eventTypeFilter,
  excludeSystemEvents,
} from '@eventstore/db-client';
import {
  BEGINNING,
  isNowhere,
  type LogItem,
  numbersOf,
  PositionNotInLog,
  positionOf,
  type SubscribeOptions,
} from '@doremi/event-sourcing';
import { asEngineFault, isInvalidPosition } from './engine-faults.js';
import type { EventStoreConnection } from './connection/connection.js';
import type { NodeClient } from './connection/node-client.js';
import { stopping } from './stopping.js';

/** A catch-up subscription of the official client, under way. */
export interface Following {
  readonly pause: () => void;
  readonly resume: () => void;
  /** Nothing is told any more. */
  readonly stop: () => void;
}

interface Listener {
  readonly onItem: (item: LogItem) => void;
  readonly onEnd: (fault: Error) => void;
}

/**
 * Subscribes to `$all` with the official client.
 *
 * It is asked of the leader, as the log's end is: whoever has caught up there has passed an end that was read before.
 * When the lead changes it ends like a lost connection.
 */
export const followAll = (
  connection: EventStoreConnection,
  client: NodeClient,
  options: SubscribeOptions,
  { onItem, onEnd }: Listener,
): Following => {
  const subscription = subscriptionOf(client, options);
  const end = stopping(subscription);
  let isOver = false;
  const fail = (error: unknown): void => {
    if (!isOver) onEnd(faultOf(error, options));
  };
  subscription.on('data', (item: AllStreamResolvedEvent | LogItem) => {
    connection.sign();
    if (!isOver) onItem('kind' in item ? item : itemOf(connection, item));
  });
  subscription.on('error', fail);
  for (const event of ['end', 'close']) subscription.on(event, () => fail(new Error('the subscription ended')));
  return {
    pause: () => void subscription.pause(),
    resume: () => void subscription.resume(),
    stop: () => {
      isOver = true;
      end();
    },
  };
};

const faultOf = (error: unknown, { after }: SubscribeOptions): Error =>
  isInvalidPosition(error)
    ? new PositionNotInLog(`no event of this log stands at ${after}`, { cause: error })
    : asEngineFault(error).error;

/**
 * The client announces checkpoints and "caught up" from inside its transform, ahead of events that wait in its
 * buffer. Pushing them into that same buffer puts them where they belong: behind the events they speak of.
 */
const subscriptionOf = (client: NodeClient, { after, types }: SubscribeOptions) => {
  const filter = {
    ...filterFor(types),
    checkpointReached: (reached, { commit, prepare }) => {
      const position = positionOf(commit, prepare);
      // At the end of a short log where nothing matched, the server says so instead of where that is.
      if (!isNowhere(position)) reached.push({ kind: 'passed', position } satisfies LogItem);
    },
  } as Filter;
  const fromPosition = after === BEGINNING ? START : numbersOf(after);
  const subscription = client.subscribeToAll({ fromPosition, filter, requiresLeader: true });
  subscription.on('caughtUp', () => subscription.push({ kind: 'caughtUp' } satisfies LogItem));
  return subscription;
};

/** What is no event of ours is passed over. */
const itemOf = (connection: EventStoreConnection, resolved: AllStreamResolvedEvent): LogItem => {
  const event = connection.recorded(resolved);
  if (event) return { kind: 'event', event };
  const { commit, prepare } = resolved.event?.position ?? { commit: 0n, prepare: 0n };
  return { kind: 'passed', position: positionOf(commit, prepare) };
};

/** Checkpoints every 32 × 16 events looked at: what a rebuild may lose of its place when nothing matches. */
const filterFor = (types: readonly string[] | undefined): Filter =>
  types
    ? eventTypeFilter({ regex: `^(${types.join('|')})$`, checkpointInterval: 16 })
    : excludeSystemEvents({ checkpointInterval: 16 });
