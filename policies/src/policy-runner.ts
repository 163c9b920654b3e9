import { setTimeout as pause } from 'node:timers/promises';
import pMap from 'p-map';
import { type Delivery, EngineUnavailable, type EventStore, type Recorded } from '@doremi/event-sourcing';
import { expectKnownVersion } from '@doremi/domain';
import { continued, inLogContext, type Logger, traceContext, within } from '@doremi/process';
import type { Lists, Policy } from './policy.js';
import { LookAhead } from './look-ahead.js';
import type { React } from './execute-reaction.js';

/** How many events a policy works on at once, how many reactions to one of them, and how often it may fail before it is put aside. */
const EVENTS_AT_ONCE = 32;
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

/** What of a policy's work is not over yet. */
interface UnderWay {
  readonly reacting: Set<Promise<void>>;
  readonly acknowledging: Set<Promise<void>>;
}

/** Joins the policy's group, and joins it again whenever the connection was lost. */
const handleDeliveriesOf = async (policy: Policy, work: Work): Promise<void> => {
  const { log, signal, backoff = BACKOFF } = work;
  const underWay: UnderWay = { reacting: new Set(), acknowledging: new Set() };
  while (!signal.aborted) {
    try {
      await handleOverOneConnection(policy, work, underWay);
    } catch (error) {
      log.warn({ err: error, policy: policy.name }, 'the event store is away: waiting for it');
    }
    await waiting(backoff.first * 5, signal);
  }
  await Promise.all(underWay.reacting);
  await Promise.all(underWay.acknowledging);
};

const handleOverOneConnection = async (policy: Policy, work: Work, underWay: UnderWay): Promise<void> => {
  const { eventStore, counts, signal } = work;
  const { reacting } = underWay;
  const types = Object.keys(policy.whenever).sort();
  const ahead = new LookAhead(eventStore, policy, signal);
  try {
    for await (const delivery of eventStore.consume(policy.name, types, signal)) {
      const { occurredAt, $correlationId: correlationId, traceparent } = delivery.event.metadata;
      counts.taken(policy.name, (Date.now() - Date.parse(occurredAt)) / 1_000);
      if (await ahead.isDone(delivery.event)) {
        acknowledge(work, underWay, delivery);
        continue;
      }
      const about = () => ({ correlationId, traceparent });
      keepIn(reacting, async () => {
        if (await inLogContext(about, () => handle(policy, work, delivery))) acknowledge(work, underWay, delivery);
      });
      if (reacting.size >= EVENTS_AT_ONCE) await Promise.race(reacting);
    }
  } finally {
    await ahead.close();
  }
};

/** It is not waited for before the next event: the acknowledgements of many go together. */
const acknowledge = ({ counts, log, signal }: Work, { acknowledging }: UnderWay, { event, ack }: Delivery): void =>
  keepIn(acknowledging, async () => {
    try {
      await ack();
    } catch (error) {
      // It comes again, and then there is nothing left to do.
      if (!signal.aborted) log.warn({ err: error, event: event.id }, 'not acknowledged');
    }
    counts.handled(event.type);
  });

/** Does the work, which never fails, and keeps it in the set until it is over. */
const keepIn = (set: Set<Promise<void>>, work: () => Promise<void>): void => {
  const task: Promise<void> = work().finally(() => set.delete(task));
  set.add(task);
};

/**
 * Reacts to one event; true when it is to be acknowledged. What is away is waited for and never counted as a failed try;
 * a fault that repeats parks the event for an operator.
 */
const handle = async (policy: Policy, work: Work, { event, park }: Delivery): Promise<boolean> => {
  const { counts, log, signal, backoff = BACKOFF } = work;
  const { traceparent } = event.metadata;
  let faults = 0;
  for (let wait = backoff.first; !signal.aborted; wait = Math.min(wait * 2, backoff.longest)) {
    try {
      await within(continued(`policy ${policy.name}`, traceparent), () => reactTo(policy, work, goingOn(event)));
      return true;
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
        return false;
      }
      await waiting(wait, signal);
    }
  }
  return false;
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
