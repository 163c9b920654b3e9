import { EngineUnavailable, WrongExpectedRevision, type EventStore } from '@doremi/shared/engines/event-store';
import { eventIdOf } from '@doremi/shared/kernel/ids';
import { type CommandContext, metadataOf } from './context.js';
import type { DoneCommand } from './done-commands.js';

/** What a key was answered with: the state of the aggregate's stream at this revision. */
export type AnsweredKey = DoneCommand;

const streamOf = ({ commandId }: CommandContext): string => `request-${commandId}`;

/**
 * The keys whose commands had nothing to do, so that no event of their aggregate tells of them. Each has a stream of its own,
 * named like those in which commands that make a new id claim it; such a command always has something to do. It holds no
 * answer: that is put together again from the state.
 */
export class IdempotencyRecord {
  constructor(private readonly store: EventStore) {}

  /** What this key was answered with; null where it is new, or where its aggregate's own events tell. */
  async of(context: CommandContext): Promise<AnsweredKey | null> {
    if (context.requestHash === undefined) return null;
    const events = await this.store.read(streamOf(context));
    const recorded = events.find(({ type }) => type === 'RequestAnswered');
    if (!recorded) return null;
    const { revision } = recorded.data as { readonly revision: number };
    const { requestHash, occurredAt: at } = recorded.metadata;
    return { revision, at, ...(requestHash !== undefined && { requestHash }) };
  }

  /** Writes down what the key is answered with. Returns what counts: somebody with the same key may have been first. */
  async remember(revision: number, context: CommandContext): Promise<AnsweredKey> {
    const stream = streamOf(context);
    const event = { type: 'RequestAnswered', data: { revision } };
    const answer = { id: eventIdOf(context.commandId, 0), event, metadata: metadataOf(context, 1) };
    try {
      await this.store.append(stream, -1, [answer]);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
    // The event store takes a repeated append for done, whatever the first one wrote: what counts is what it wrote.
    const recorded = await this.of(context);
    if (!recorded) throw new EngineUnavailable(`${stream} was read where it is behind what was appended`);
    return recorded;
  }
}
