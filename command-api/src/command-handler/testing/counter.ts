import { randomUUID } from 'node:crypto';
import { ANONYMOUS } from '@doremi/domain';
import { type Decider, type DomainEvent, refuse } from '@doremi/event-sourcing';
import type { CommandContext } from '../command-context.js';

/** Adds up to a limit; setting what is set already does nothing. */
export type CounterCommand =
  | { readonly type: 'Add'; readonly by: number; readonly atMost?: number }
  | { readonly type: 'Set'; readonly to: number };

export type CounterEvent = DomainEvent<'Added', { readonly by: number }>;

export const counter: Decider<number, CounterCommand, CounterEvent> = {
  initial: 0,
  decide: (command, count) => {
    if (command.type === 'Set')
      return command.to === count ? [] : [{ type: 'Added', data: { by: command.to - count } }];
    const { by, atMost = Number.MAX_SAFE_INTEGER } = command;
    return count + by > atMost ? refuse('TOO_HIGH', { count }) : [{ type: 'Added', data: { by } }];
  },
  evolve: (count, { data }) => count + data.by,
  outdated: (count, seen) => (seen === count ? null : refuse('COUNT_CHANGED', { count })),
};

/** The context of a request without a key. */
export const once = (): CommandContext => {
  const commandId = randomUUID();
  const base = { commandId, actor: ANONYMOUS, correlationId: 'c', causationId: commandId };
  return { ...base, now: '2026-01-31T12:00:00.000Z', repeatable: false };
};

/** The context of a request with this key, whose body has this hash. */
export const keyed = (commandId: string, requestHash = 'body'): CommandContext => ({
  ...once(),
  commandId,
  requestHash,
  repeatable: true,
});
