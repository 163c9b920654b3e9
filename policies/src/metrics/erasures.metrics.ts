import { Gauge, type Registry } from '@doremi/process';
import type { SeeErasures } from '../erasures.js';

/** Shows how many erasures wait for orders to close, and for how long: every replica sees all of them. */
export const showErasures = (registry: Registry, now: () => number = Date.now): SeeErasures => {
  const registers = [registry];
  const waiting = new Gauge({
    name: 'doremi_personal_data_erasures_waiting',
    help: 'Erasures of personal data that were asked for and are not done: an order that is open needs it',
    registers,
  });
  let oldestSince: number | null = null;
  new Gauge({
    name: 'doremi_personal_data_erasure_age_seconds',
    help: 'Age of the oldest erasure that waits; 0 when none does. After 8 days none does any more',
    registers,
    collect() {
      this.set(oldestSince === null ? 0 : (now() - oldestSince) / 1_000);
    },
  });
  return (count, since) => {
    waiting.set(count);
    oldestSince = since;
  };
};
