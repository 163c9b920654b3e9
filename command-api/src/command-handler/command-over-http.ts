import type { Answer, Asked } from '@doremi/shared/http/route';
import { problemOf, statusOf } from '@doremi/shared/http/problems';
import type { Position } from '@doremi/shared/kernel/position';
import { isRefusal, type Refusal } from '@doremi/shared/kernel/refusal';
import type { CommandContext } from './command-context.js';
import type { Outcome } from './command-handler.js';

/** The context of a command that a request asks for. */
export const contextOf = (asked: Asked): CommandContext => ({
  commandId: asked.commandId,
  ...(asked.requestHash && { requestHash: asked.requestHash }),
  actor: asked.actor,
  correlationId: asked.correlationId,
  causationId: asked.commandId,
  ...(asked.traceparent && { traceparent: asked.traceparent }),
  now: asked.now,
  ...(asked.ifMatch !== undefined && { seen: asked.ifMatch }),
  repeatable: asked.requestHash !== undefined,
});

/** A command's answer: what `say` makes of the new state, or the refusal as it is. */
export const answer = <State>(
  outcome: Outcome<State>,
  status: number,
  say: (state: State) => unknown,
  headers: (state: State) => Readonly<Record<string, string>> = () => ({}),
): Answer | Refusal => {
  if (isRefusal(outcome)) return outcome;
  const { state, position } = outcome;
  return { status, ...(status !== 204 && { body: say(state) }), headers: headers(state), position };
};

/** The moment that an answer is about: a repeat says what was said then, whatever has passed since. ISO 8601. */
export const momentOf = (outcome: Outcome<unknown>, now: string): string =>
  isRefusal(outcome) ? now : (outcome.answeredAt ?? now);

/** A problem that comes after something was done, so that it says where. */
export const problemAt = (position: Position, code: string, details: Readonly<Record<string, unknown>>): Answer => {
  const status = statusOf(code);
  const retry: Record<string, string> = status === 503 ? { 'Retry-After': '1' } : {};
  const headers = { 'Content-Type': 'application/problem+json', ...retry };
  return { status, body: problemOf(status, code, details), headers, position };
};
