import { type Actor, SYSTEM } from '@doremi/domain';
import { idOf, type Recorded } from '@doremi/event-sourcing';

/** What goes with a command besides its content: who, why, when. */
export interface CommandContext {
  /** The same id is the same command: it is done once, however often it comes. */
  readonly commandId: string;
  readonly requestHash?: string;
  /**
   * Whether a request that was hashed like this is the same, where one hash alone can't tell: with what is personal it is
   * hashed by a key, which may be gone by now.
   */
  readonly isSameRequest?: (requestHash: string | undefined) => Promise<boolean>;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly causationId: string;
  readonly traceparent?: string;
  /** ISO 8601, UTC. */
  readonly now: string;
  /** The version that whoever asks saw (If-Match); the command changes nothing where it is another one by now. */
  readonly seen?: number;
  /** Whether the id is derived, so that this command may have been done before: by a key, a policy, a checkout. */
  readonly repeatable: boolean;
}

/** The context of a further command of the same request or event, named so that it is the same one every time. */
export const stepOf = (context: CommandContext, ...name: readonly (string | number)[]): CommandContext => {
  const { requestHash: _, isSameRequest: __, seen: ___, ...rest } = context;
  return { ...rest, commandId: idOf('step', ...name), repeatable: true };
};

/** The context of whoever finishes what this event began: what it leads to belongs to that request, not to the finisher's. */
export const onBehalfOf = (event: Pick<Recorded, 'metadata'>, context: CommandContext): CommandContext => {
  const { traceparent: _, ...rest } = context;
  const { $correlationId, traceparent } = event.metadata;
  return { ...rest, correlationId: $correlationId, ...(traceparent && { traceparent }) };
};

/** The context of a command that an event causes. `name` tells it from the event's other commands. */
export const causedBy = (
  event: Pick<Recorded, 'id' | 'metadata'>,
  now: string,
  ...name: readonly (string | number)[]
): CommandContext => {
  const { $correlationId, traceparent } = event.metadata;
  return {
    commandId: idOf('policy', event.id, ...name),
    actor: SYSTEM,
    correlationId: $correlationId,
    causationId: event.id,
    ...(traceparent && { traceparent }),
    now,
    repeatable: true,
  };
};
