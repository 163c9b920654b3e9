import { withoutPersons } from '@doremi/domain';
import { isRefusal, type Refusal } from '@doremi/event-sourcing';
import {
  anything,
  array,
  count,
  flag,
  instant,
  named,
  nullable,
  object,
  oneOf,
  text,
  type Static,
} from './responses/schemas.js';
import type { ProblemCode } from './openapi/problem-schemas.js';
import type { Tag } from './openapi/tags.js';
import { operatorGet, operatorPost, type OperatorRoute } from './operator.js';
import type { Responses } from './route.js';

const messageFields = {
  /** Names it in every command; its beginning says whose it is. */
  id: text,
  /** The build or the policy. */
  of: text,
  /** The document, or the stream. */
  about: text,
  type: text,
  stream: text,
  reason: text,
  parkedAt: instant,
  /** Whether another try was asked for and has not come yet. */
  asked: flag,
};

/** Something that was put aside for an operator: an event that a projection could not fold, or a policy not react to. */
export const ParkedMessage = named('ParkedMessage', messageFields);
export type ParkedMessage = Static<typeof ParkedMessage>;

/** What events hold is in docs/events.md; `sealed` or `hidden` stands in place of what is personal. */
const event = object({
  type: text,
  data: anything,
  id: text,
  stream: text,
  revision: count,
  position: text,
  metadata: anything,
});

/** One message with its event; null when that is not in the event store any more. */
const ShownMessage = object({ ...messageFields, event: nullable(event) });
export type ShownMessage = Static<typeof ShownMessage>;

/** It will be done soon: the message is gone then, or says why not. */
const AskedOutcome = object({ id: text, outcome: oneOf('ASKED') });
const DoneOutcome = object({ id: text, outcome: oneOf('DONE') });
export type ParkedOutcome = Static<typeof AskedOutcome> | Static<typeof DoneOutcome>;

/** What can be done about parked messages, in the same words for projections and policies. */
export interface ParkedMessages {
  readonly list: () => Promise<readonly ParkedMessage[]>;
  readonly show: (id: string) => Promise<ShownMessage | Refusal>;
  /** Tries it once more, after whatever was wrong was mended. */
  readonly retry: (id: string, by: string) => Promise<ParkedOutcome | Refusal>;
  /** Passes it over for good; who did so is recorded. */
  readonly skip: (id: string, by: string) => Promise<ParkedOutcome | Refusal>;
}

/** What differs between those who park: how their document calls it, and whether what is asked is done at once. */
export interface ParkedDocumentation {
  readonly tag: Tag;
  readonly operations: Readonly<Record<keyof ParkedMessages, string>>;
  readonly outcome: ParkedOutcome['outcome'];
  /** The refusals besides PARKED_NOT_FOUND. */
  readonly refusals: { readonly retry: readonly ProblemCode[]; readonly skip: readonly ProblemCode[] };
}

const outcomes = { 200: DoneOutcome, 202: AskedOutcome };

const outcomeResponse = (outcome: ParkedOutcome | Refusal) => {
  if (isRefusal(outcome)) return outcome;
  return outcome.outcome === 'ASKED'
    ? { status: 202 as const, body: outcome }
    : { status: 200 as const, body: { ...outcome, outcome: outcome.outcome } };
};

/** What the event says, without what is personal; amounts as they are written. */
const withEventTold = (shown: ShownMessage): ShownMessage => ({
  ...shown,
  event: shown.event && { ...shown.event, data: withoutPersons(shown.event.stream, shown.event.data) },
});

/** The endpoints for parked messages, the same under either path. */
export const parkedRoutes = (
  path: '/ops/projections/parked' | '/ops/policies/parked',
  parked: ParkedMessages,
  { tag, operations, outcome, refusals }: ParkedDocumentation,
): OperatorRoute[] => {
  const acts = [
    operatorPost(
      `${path}/:id/retry`,
      {
        ...{ tag, operation: operations.retry, summary: 'Try it once more, after whatever was wrong was mended' },
        responses: outcomes,
        refusals: ['PARKED_NOT_FOUND', ...refusals.retry],
      },
      async ({ params: { id }, by }) => outcomeResponse(await parked.retry(id, by)),
    ),
    operatorPost(
      `${path}/:id/skip`,
      {
        ...{ tag, operation: operations.skip, summary: 'Pass it over for good; who did so is recorded' },
        responses: outcomes,
        refusals: ['PARKED_NOT_FOUND', ...refusals.skip],
      },
      async ({ params: { id }, by }) => outcomeResponse(await parked.skip(id, by)),
    ),
  ];
  const happens: Responses = outcome === 'ASKED' ? { 202: AskedOutcome } : { 200: DoneOutcome };
  return [
    operatorGet(
      path,
      {
        ...{ tag, operation: operations.list, summary: 'What was put aside, since it could not be handled' },
        responses: { 200: object({ parked: array(ParkedMessage) }) },
      },
      async () => ({ status: 200, body: { parked: await parked.list() } }),
    ),
    operatorGet(
      `${path}/:id`,
      {
        tag,
        operation: operations.show,
        summary: 'One of them, with its event; null where that is not in the event store any more',
        responses: { 200: ShownMessage },
        refusals: ['PARKED_NOT_FOUND'],
      },
      async ({ params: { id } }) => {
        const shown = await parked.show(id);
        return isRefusal(shown) ? shown : { status: 200, body: withEventTold(shown) };
      },
    ),
    ...acts.map((act) => ({ ...act, responses: happens })),
  ];
};
