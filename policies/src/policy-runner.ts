import { setTimeout as pause } from 'node:timers/promises';
import pMap from 'p-map';
import { type Delivery, EngineUnavailable, type EventStore, type Recorded } from '@doremi/event-sourcing';
import { expectKnownVersion } from '@doremi/domain';
import { continued, inLogContext, type Logger, traceContext, within } from '@doremi/process';
import type { Lists, Policy } from './policy.js';
import type { React } from './execute-reaction.js';

/** How many events a policy works on at once, how many reactions to one of them, and how often it may fail before it is put aside. */
const EVENTS_AT_ONCE = 16;
const REACTIONS_AT_ONCE = 16;
const FAULTS_ALLOWED = 5;

/** How long to wait before trying again: twice as long every time; milliseconds. */
const BACKOFF = { first: 100, longest: 5_000 };

export interface Counts {
  /** A policy takes up an event that happened this many seconds ago. */
  readonly taken: (policy: string, ageSeconds: number) => void;
  readonly handled: (type: string) => void;
  readonly parked: (type: string) => void;
  /** It has to be tried again: something is away, or a fault that may pass. */
  readonly retried: (policy: string, reason: 'away' | 'fault') => void;
}

interface Work {
  readonly eventStore: EventStore;
  readonly policies: readonly Policy[];
  readonly listsFor: (event: Recorded) => Lists;
  readonly react: React;
  readonly counts: Counts;
  readonly log: Logger;
  readonly signal: AbortSignal;
  readonly backoff?: typeof BACKOFF;
}

/**
 * Handles deliveries until the signal. Each policy has a consumer group of its own, which all replicas share: a new
 * policy begins at the first event without the others noticing, and one that has to wait keeps nobody else waiting.
 */
export const handleDeliveries = async (work: Work): Promise<void> => {
  await Promise.all(work.policies.map((policy) => handleDeliveriesOf(policy, work)));
};

/** Joins the policy's group, and joins it again whenever the connection was lost. */
const handleDeliveriesOf = async (policy: Policy, work: Work): Promise<void> => {
  const { eventStore, log, signal, backoff = BACKOFF } = work;
  const types = Object.keys(policy.whenever).sort();
  const underWay = new Set<Promise<void>>();
  while (!signal.aborted) {
    try {
      for await (const delivery of eventStore.consume(policy.name, types, signal)) {
        const { $correlationId: correlationId, traceparent } = delivery.event.metadata;
        const about = () => ({ correlationId, traceparent });
        const handling = inLogContext(about, () => handle(policy, work, delivery));
        const task: Promise<void> = handling.finally(() => underWay.delete(task));
        underWay.add(task);
        if (underWay.size >= EVENTS_AT_ONCE) await Promise.race(underWay);
      }
    } catch (error) {
      log.warn({ err: error, policy: policy.name }, 'the event store is away: waiting for it');
    }
    await waiting(backoff.first * 5, signal);
  }
  await Promise.all(underWay);
};

/**
 * Reacts to one event, then acknowledges it. What is away is waited for and never counted as a failed try;
 * a fault that repeats parks the event for an operator.
 */
const handle = async (policy: Policy, work: Work, { event, ack, park }: Delivery): Promise<void> => {
  const { counts, log, signal, backoff = BACKOFF } = work;
  const { traceparent } = event.metadata;
  let faults = 0;
  counts.taken(policy.name, (Date.now() - Date.parse(event.metadata.occurredAt)) / 1_000);
  for (let wait = backoff.first; !signal.aborted; wait = Math.min(wait * 2, backoff.longest)) {
    try {
      await within(continued(`policy ${policy.name}`, traceparent), () => reactTo(policy, work, goingOn(event)));
      // An acknowledgement that gets lost brings the event again, and then there is nothing left to do.
      await ack().catch((error: unknown) => log.warn({ err: error, event: event.id }, 'not acknowledged'));
      counts.handled(event.type);
      return;
    } catch (error) {
      const isAway = error instanceof EngineUnavailable;
      if (!isAway) faults++;
      counts.retried(policy.name, isAway ? 'away' : 'fault');
      log[isAway ? 'warn' : 'error'](
        { err: error, event: event.id, type: event.type, faults },
        'a policy has to try again',
      );
      if (faults >= FAULTS_ALLOWED) {
        try {
          await park(error instanceof Error ? error.message : String(error));
          counts.parked(event.type);
        } catch (lost) {
          log.warn({ err: lost, event: event.id }, 'not put aside: it comes again');
        }
        return;
      }
      await waiting(wait, signal);
    }
  }
};

/** Does what a policy wants done about an event; once more, it does nothing that was done before. */
export const reactTo = async (
  { whenever }: Policy,
  { listsFor, react }: Pick<Work, 'listsFor' | 'react'>,
  event: Recorded,
): Promise<void> => {
  expectKnownVersion(event);
  const handler = (whenever as Readonly<Record<string, Policy['whenever'][string]>>)[event.type];
  const reactions = (await handler?.(event.data, listsFor(event), event)) ?? [];
  await pMap(reactions, (reaction) => react(reaction, event), { concurrency: REACTIONS_AT_ONCE });
};

const waiting = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  pause(milliseconds, undefined, { signal }).catch(() => undefined);

/** The event with the trace context of what runs now: what it leads to goes on from here. */
const goingOn = (event: Recorded): Recorded => ({ ...event, metadata: { ...event.metadata, ...traceContext() } });
