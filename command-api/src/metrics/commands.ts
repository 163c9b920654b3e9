import { EngineUnavailable, EventStoreMismatch, isRefusal } from '@doremi/event-sourcing';
import { Counter, type Registry } from '@doremi/process';
import type { Observe } from '../command-handler/command-handler.js';
import type { PassedOver } from '../command-handler/loaded-aggregate.js';
import { COMMAND_TYPES } from './command-types.js';

/** What a command comes to beside a refusal's code. */
const OUTCOMES = ['done', 'ENGINE_UNAVAILABLE', 'FAULT'] as const;

/** Counts events that no aggregate of this release knows, by the kind of stream that they stand in. */
export const countPassedOver = (registry: Registry): PassedOver => {
  const passedOver = new Counter({
    name: 'doremi_events_passed_over_total',
    help: 'Events of a type that this release does not know, each time that a stream was read',
    labelNames: ['category'],
    registers: [registry],
  });
  return ({ stream }) => passedOver.inc({ category: stream.split('-')[0] ?? '' });
};

/** Counts commands by type and by what became of them: done, the refusal's code, or why it was not decided. */
export const countCommands = (registry: Registry): Observe => {
  const commands = new Counter({
    name: 'doremi_commands_total',
    help: 'Commands by type and outcome: done, the code of the refusal, ENGINE_UNAVAILABLE, EVENT_STORE_MISMATCH or FAULT',
    labelNames: ['type', 'outcome'],
    registers: [registry],
  });
  // A series that is born with its first fault has not increased: an alert would wait for the second one.
  for (const type of COMMAND_TYPES) for (const outcome of OUTCOMES) commands.inc({ type, outcome }, 0);
  return async (command, outcome) => {
    const count = (what: string): void => commands.inc({ type: command.type, outcome: what });
    try {
      const given = await outcome;
      count(isRefusal(given) ? given.refused : 'done');
    } catch (error) {
      count(codeOf(error));
    }
  };
};

const codeOf = (error: unknown): string => {
  if (error instanceof EventStoreMismatch) return 'EVENT_STORE_MISMATCH';
  return error instanceof EngineUnavailable ? 'ENGINE_UNAVAILABLE' : 'FAULT';
};
