import { Counter, Histogram, type Registry } from '@doremi/process';
import type { Counts } from '../policy-runner.js';
import type { Policy } from '../policy.js';

/** Why a policy tries again. */
const REASONS = ['away', 'fault'] as const;

/** Counts what policies do. An event's age says how far a policy is behind: nothing else knows of a group's backlog. */
export const countPolicies = (registry: Registry, policies: readonly Policy[]): Counts => {
  const registers = [registry];
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name, help, labelNames, registers });
  const handled = counter('doremi_policies_handled_total', 'Events that policies reacted to', ['type']);
  const parked = counter('doremi_policies_parked_total', 'Events put aside after repeated faults', ['type']);
  const retries = counter('doremi_policies_retries_total', 'Times that a policy had to try again, and why', [
    'policy',
    'reason',
  ]);
  const age = new Histogram({
    name: 'doremi_policies_event_age_seconds',
    help: 'Age of an event when its policy takes it up',
    labelNames: ['policy'],
    buckets: [0.01, 0.05, 0.1, 0.5, 1, 5, 15, 60, 300, 3_600],
    registers,
  });
  // A series that is born with its first fault has not increased: an alert would wait for the second one.
  for (const { name: policy, whenever } of policies) {
    for (const reason of REASONS) retries.inc({ policy, reason }, 0);
    for (const type of Object.keys(whenever)) for (const counter of [handled, parked]) counter.inc({ type }, 0);
  }
  return {
    taken: (policy, seconds) => age.observe({ policy }, Math.max(seconds, 0)),
    handled: (type) => handled.inc({ type }),
    parked: (type) => parked.inc({ type }),
    retried: (policy, reason) => retries.inc({ policy, reason }),
  };
};
