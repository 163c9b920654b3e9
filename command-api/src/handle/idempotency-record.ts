import { EngineUnavailable, WrongExpectedRevision, type EventStore } from '@doremi/shared/engines/event-store';
import { eventIdOf } from '@doremi/shared/kernel/ids';
import { type CommandContext, metadataOf } from './context.js';
import type { DoneCommand } from './done-commands.js';

/** What a key was answered with: the state of the aggregate's stream at this revision. */
export type AnsweredKey = DoneCommand;

const streamOf = ({ commandId }: CommandContext): string => `request-${commandId}`;

/**
 * The keys whose commands had nothing to do, so that no event of their aggregate tells of them. Each has a stream of its own,
 * the one in which a command that makes a new id claims it. It holds no answer: that is put together again from the state.
 */
export class IdempotencyRecord {
  constructor(private readonly store: EventStore) {}

  /** What this key was answered with; null where it is new, or where its aggregate's own events tell. */
  async of(context: CommandContext): Promise<AnsweredKey | null> {
    const { requestHash } = context;
    return requestHash === undefined ? null : (await this.read(context)).answered;
  }

  /** Writes down what the key is answered with. Returns what counts: somebody with the same key may have been first. */
  async remember(revision: number, context: CommandContext): Promise<AnsweredKey> {
    const stream = streamOf(context);
    const { answered, length } = await this.read(context);
    if (answered) return answered;
    const event = { type: 'RequestAnswered', data: { revision } };
    const id = eventIdOf(context.commandId, length);
    try {
      await this.store.append(stream, length - 1, [{ id, event, metadata: metadataOf(context, 1) }]);
    } catch (error) {
      if (!(error instanceof WrongExpectedRevision)) throw error;
    }
    // The event store takes a repeated append for done, whatever the first one wrote: what counts is what it wrote.
    const { answered: recorded } = await this.read(context);
    if (!recorded) throw new EngineUnavailable(`${stream} was read where it is behind what was appended`);
    return recorded;
  }

  private async read(
    context: CommandContext,
  ): Promise<{ readonly answered: AnsweredKey | null; readonly length: number }> {
    const events = await this.store.read(streamOf(context));
    const recorded = events.find(({ type }) => type === 'RequestAnswered');
    if (!recorded) return { answered: null, length: events.length };
    const { revision } = recorded.data as { readonly revision: number };
    const { requestHash, occurredAt: at } = recorded.metadata;
    return { answered: { revision, at, ...(requestHash !== undefined && { requestHash }) }, length: events.length };
  }
}
