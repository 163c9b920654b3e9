import {
  type DomainEvent,
  EngineUnavailable,
  eventIdOf,
  type EventMetadata,
  type EventStore,
  type NewEvent,
  WrongExpectedRevision,
} from '@doremi/event-sourcing';
import { writtenOf } from '@doremi/domain';
import type { CommandContext } from './command-context.js';
import type { DoneCommand } from './done-commands.js';

/**
 * The n-th event of a command as it is appended. Its id derives from the command's, so a repeated append is the event store's
 * own idempotency; the command's id is beside it, so that whoever reads the stream knows that the command is done.
 */
export const newEventOf = (context: CommandContext, made: DomainEvent, index: number): NewEvent => {
  const { event, schemaVersion } = writtenOf(made);
  return { id: eventIdOf(context.commandId, index), event, metadata: metadataOf(context, schemaVersion) };
};

/** What is written beside each event of the command: which command it was, whose, when and why. */
export const metadataOf = (context: CommandContext, schemaVersion: number): EventMetadata => ({
  $correlationId: context.correlationId,
  $causationId: context.causationId,
  commandId: context.commandId,
  ...(context.requestHash && { requestHash: context.requestHash }),
  actor: context.actor,
  occurredAt: context.now,
  schemaVersion,
  ...(context.traceparent && { traceparent: context.traceparent }),
});

const streamOf = ({ commandId }: CommandContext): string => `request-${commandId}`;

/**
 * The keys whose commands had nothing to do, so that no event of their aggregate tells of them. Each has a stream of its own,
 * named like those in which commands that make a new id claim it; such a command always has something to do. It holds no
 * answer: that is put together again from the state.
 */
export class AnsweredKeys {
  constructor(private readonly store: Pick<EventStore, 'append' | 'read'>) {}

  /** What this key was answered with; null where it is new, or where its aggregate's own events tell. */
  async of(context: CommandContext): Promise<DoneCommand | null> {
    if (context.requestHash === undefined && !context.isSameRequest) return null;
    const events = await this.store.read(streamOf(context));
    const recorded = events.find(({ type }) => type === 'RequestAnswered');
    if (!recorded) return null;
    const { revision } = recorded.data as { readonly revision: number };
    const { requestHash, occurredAt: at } = recorded.metadata;
    return { revision, at, ...(requestHash !== undefined && { requestHash }) };
  }

  /** Writes down what the key is answered with. Returns what counts: somebody with the same key may have been first. */
  async remember(revision: number, context: CommandContext): Promise<DoneCommand> {
    const stream = streamOf(context);
    try {
      await this.store.append(stream, -1, [newEventOf(context, { type: 'RequestAnswered', data: { revision } }, 0)]);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
    // The event store takes a repeated append for done, whatever the first one wrote: what counts is what it wrote.
    const recorded = await this.of(context);
    if (!recorded) throw new EngineUnavailable(`${stream} was read where it is behind what was appended`);
    return recorded;
  }
}
