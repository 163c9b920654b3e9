import { isRefusal, type Refusal } from '../kernel/refusal.js';
import type { Recorded } from '../kernel/recorded.js';
import type { OperatorRoute } from './operator.js';

/** Something that was put aside for an operator: an event that a projection could not fold, or a policy not react to. */
export interface ParkedMessage {
  /** Names it in every command; its beginning says whose it is. */
  readonly id: string;
  /** The build or the policy. */
  readonly of: string;
  /** The document, or the stream. */
  readonly about: string;
  readonly type: string;
  readonly stream: string;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly parkedAt: string;
  /** Whether another try was asked for and has not come yet. */
  readonly asked: boolean;
  /** The event itself, where one message is shown; null when it is not in the event store any more. */
  readonly event?: Recorded | null;
}

/** `ASKED`: it will be done soon, and the message is gone then, or says why not. `DONE`: it is done. */
export interface ParkedOutcome {
  readonly id: string;
  readonly outcome: 'ASKED' | 'DONE';
}

/** What can be done about parked messages, in the same words for projections and policies. */
export interface ParkedMessages {
  readonly list: () => Promise<readonly ParkedMessage[]>;
  readonly show: (id: string) => Promise<ParkedMessage | Refusal>;
  /** Tries it once more, after whatever was wrong was mended. */
  readonly retry: (id: string, by: string) => Promise<ParkedOutcome | Refusal>;
  /** Passes it over for good; who did so is recorded. */
  readonly skip: (id: string, by: string) => Promise<ParkedOutcome | Refusal>;
}

/** The endpoints for parked messages, the same under either path. */
export const parkedRoutes = (
  path: '/ops/projections/parked' | '/ops/policies/parked',
  parked: ParkedMessages,
): OperatorRoute[] => {
  const answered = (outcome: ParkedMessage | ParkedOutcome | Refusal) =>
    isRefusal(outcome)
      ? outcome
      : { status: 'outcome' in outcome && outcome.outcome === 'ASKED' ? 202 : 200, body: outcome };
  return [
    { method: 'get', path, handle: async () => ({ status: 200, body: { parked: await parked.list() } }) },
    { method: 'get', path: `${path}/:id`, handle: async ({ params: { id = '' } }) => answered(await parked.show(id)) },
    {
      method: 'post',
      path: `${path}/:id/retry`,
      handle: async ({ params: { id = '' }, by }) => answered(await parked.retry(id, by)),
    },
    {
      method: 'post',
      path: `${path}/:id/skip`,
      handle: async ({ params: { id = '' }, by }) => answered(await parked.skip(id, by)),
    },
  ];
};
