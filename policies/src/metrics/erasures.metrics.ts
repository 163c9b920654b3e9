import { Gauge, type Registry } from '@doremi/process';
import type { SeeErasures } from '../erasures.js';

/** What the last look saw: how many wait, and since when the oldest does (milliseconds since the epoch). */
export interface SeenErasures {
  readonly waiting: number;
  readonly oldestSince: number | null;
}

/**
 * Shows how many erasures wait for orders to close, and for how long: every replica sees all of them. `seen` gives back what is
 * shown.
 */
export const showErasures = (
  registry: Registry,
  now: () => number = Date.now,
): { readonly see: SeeErasures; readonly seen: () => SeenErasures } => {
  const registers = [registry];
  const waiting = new Gauge({
    name: 'doremi_personal_data_erasures_waiting',
    help: 'Erasures of personal data that were asked for and are not done: an order that is open needs it',
    registers,
  });
  let seen: SeenErasures = { waiting: 0, oldestSince: null };
  new Gauge({
    name: 'doremi_personal_data_erasure_age_seconds',
    help: 'Age of the oldest erasure that waits; 0 when none does. After 8 days none does any more',
    registers,
    collect() {
      this.set(seen.oldestSince === null ? 0 : (now() - seen.oldestSince) / 1_000);
    },
  });
  return {
    see: (count, oldestSince) => {
      waiting.set(count);
      seen = { waiting: count, oldestSince };
    },
    seen: () => seen,
  };
};
