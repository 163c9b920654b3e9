import { setTimeout as pause } from 'node:timers/promises';
import {
  BACKWARDS,
  EventStoreDBClient,
  NO_STREAM,
  START,
  StreamNotFoundError,
  WrongExpectedVersionError,
  jsonEvent,
  type AppendResult,
  type ReadStreamOptions,
} from '@eventstore/db-client';
import type { Position } from '../kernel/position.js';
import { BEGINNING, positionOf } from '../kernel/position.js';
import type { Recorded } from '../kernel/recorded.js';
import { consumeGroup } from './consumer-group.js';
import { WrongExpectedRevision, type Appended, type EventStore, type LookUp, type NewEvent } from './event-store.js';
import { asEngineFault } from './engine-faults.js';
import { eventAt, revisionOf } from './look-up.js';
import { Patience } from './patience.js';
import { recordedOf } from './recorded-of.js';
import { subscribeToAll } from './subscribe-to-all.js';

/**
 * How long the engine may be silent before it counts as away, how long one call may take while it is only busy, and
 * how long an append without an answer is tried again; milliseconds. Together under what the gateway waits for.
 */
const SILENCE = 5_000;
const CALL_DEADLINE = 10_000;
const APPEND_DEADLINE = 4_000;
const RETRY_PAUSE = 50;
const CLOSE_WITHIN = 250;

/** EventStoreDB behind the port. `url` is an `esdb://` connection string. */
export const connectEventStore = (url: string): EventStore & LookUp =>
  new EventStoreDb(EventStoreDBClient.connectionString(url));

class EventStoreDb implements EventStore, LookUp {
  private readonly patience = new Patience({ silence: SILENCE, call: CALL_DEADLINE });

  constructor(private readonly client: EventStoreDBClient) {}

  async append(stream: string, expected: number, events: readonly NewEvent[]): Promise<Appended> {
    const result = await this.appendUntilKnown(stream, expected, events);
    const revision = Number(result.nextExpectedRevision);
    const { position } = result;
    return {
      revision,
      position: position ? positionOf(position.commit, position.prepare) : await this.positionAt(stream, revision),
    };
  }

  /**
   * A deadline leaves the outcome unknown: the append may have happened. The same append again settles it, since the
   * event ids and the expected revision are the same: the engine then answers as it did, or does it now.
   */
  private async appendUntilKnown(stream: string, expected: number, events: readonly NewEvent[]): Promise<AppendResult> {
    const giveUpAt = Date.now() + APPEND_DEADLINE;
    const data = events.map(({ id, event, metadata }) =>
      jsonEvent({ id, type: event.type, data: event.data as Record<string, unknown>, metadata: bytesOf(metadata) }),
    );
    const expectedRevision = expected < 0 ? NO_STREAM : BigInt(expected);
    for (;;) {
      try {
        return await this.patience.wait(
          this.client.appendToStream(stream, data, { expectedRevision, deadline: CALL_DEADLINE }),
        );
      } catch (error) {
        if (error instanceof WrongExpectedVersionError)
          throw new WrongExpectedRevision(error.message, { cause: error });
        const fault = asEngineFault(error);
        if (!fault.outcomeUnknown || Date.now() > giveUpAt) throw fault.error;
        await pause(RETRY_PAUSE);
      }
    }
  }

  private async positionAt(stream: string, revision: number): Promise<Position> {
    const [event] = await this.read(stream, revision, 1);
    return event?.position ?? BEGINNING;
  }

  async read(stream: string, from = 0, limit = Number.MAX_SAFE_INTEGER): Promise<Recorded[]> {
    const options: ReadStreamOptions = {
      fromRevision: from === 0 ? START : BigInt(from),
      maxCount: limit,
      deadline: CALL_DEADLINE,
    };
    const collect = async (): Promise<Recorded[]> => {
      const events: Recorded[] = [];
      for await (const resolved of this.client.readStream(stream, options)) {
        const recorded = recordedOf(resolved);
        if (recorded) events.push(recorded);
      }
      return events;
    };
    try {
      return await this.patience.wait(collect());
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw asEngineFault(error).error;
    }
  }

  async end(): Promise<Position | null> {
    const options = {
      direction: BACKWARDS,
      fromPosition: 'end',
      maxCount: 1,
      requiresLeader: true,
      deadline: CALL_DEADLINE,
    } as const;
    const last = async (): Promise<Position | null> => {
      for await (const { event } of this.client.readAll(options))
        if (event) return positionOf(event.position.commit, event.position.prepare);
      return null;
    };
    return this.asked(last());
  }

  eventAt: LookUp['eventAt'] = (position) => this.asked(eventAt(this.client, position, CALL_DEADLINE));

  revisionOf: LookUp['revisionOf'] = (stream, revision) =>
    this.asked(revisionOf(this.client, stream, revision, CALL_DEADLINE));

  private async asked<Answer>(answer: Promise<Answer>): Promise<Answer> {
    try {
      return await this.patience.wait(answer);
    } catch (error) {
      throw asEngineFault(error).error;
    }
  }

  subscribe: EventStore['subscribe'] = (options) => subscribeToAll(this.client, options);

  consume: EventStore['consume'] = (group, types, signal) => consumeGroup(this.client, group, types, signal);

  async ping(): Promise<void> {
    await this.end();
  }

  /** Some of the client's streams never report their end, so letting go of them is not waited for long. */
  async close(): Promise<void> {
    await Promise.race([this.client.dispose(), pause(CLOSE_WITHIN, undefined, { ref: false })]);
  }
}

/** Metadata as bytes (no Buffer, which the client would copy): of an object the client makes base64 first, twice. */
const bytesOf = (metadata: object): Uint8Array => {
  const { buffer, byteOffset, length } = Buffer.from(JSON.stringify(metadata));
  return new Uint8Array(buffer, byteOffset, length);
};
