import {
  type Problem,
  problemOf,
  type ResponseWith,
  type RouteRequest,
  type RouteResponse,
  statusOf,
} from '@doremi/http';
import { isRefusal, type Position, type Refusal } from '@doremi/event-sourcing';
import type { CommandContext } from './command-context.js';
import type { Outcome } from './command-handler.js';

/** The context of a command that a request asks for. */
export const contextOf = (request: RouteRequest<unknown>): CommandContext => ({
  commandId: request.commandId,
  ...(request.requestHash && { requestHash: request.requestHash }),
  actor: request.actor,
  correlationId: request.correlationId,
  causationId: request.commandId,
  ...(request.traceparent && { traceparent: request.traceparent }),
  now: request.now,
  ...(request.ifMatch !== undefined && { seen: request.ifMatch }),
  repeatable: request.requestHash !== undefined,
});

/** A command's answer: what `say` makes of the new state, or the refusal as it is. */
export const answer = <State, Status extends number, Body>(
  outcome: Outcome<State>,
  status: Status,
  say: (state: State) => Body,
  headers: (state: State) => Readonly<Record<string, string>> = () => ({}),
): ResponseWith<Status, Body> | Refusal => {
  if (isRefusal(outcome)) return outcome;
  const { state, position } = outcome;
  return { status, body: say(state), headers: headers(state), position };
};

/** 204: what was done leaves nothing to say but where that is. */
export const answerNothing = (outcome: Outcome<unknown>): RouteResponse<204, undefined> | Refusal =>
  isRefusal(outcome) ? outcome : { status: 204, position: outcome.position };

/** The moment that an answer is about: a repeat says what was said then, whatever has passed since. ISO 8601. */
export const momentOf = (outcome: Outcome<unknown>, now: string): string =>
  isRefusal(outcome) ? now : (outcome.answeredAt ?? now);

/** A problem that comes after something was done, so that it says where. */
export const problemAt = (
  position: Position,
  code: string,
  details: Readonly<Record<string, unknown>>,
): ResponseWith<number, Problem> => {
  const status = statusOf(code);
  const retry: Record<string, string> = status === 503 ? { 'Retry-After': '1' } : {};
  const headers = { 'Content-Type': 'application/problem+json', ...retry };
  return { status, body: problemOf(status, code, details), headers, position };
};
