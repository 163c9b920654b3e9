import { Gauge, type Registry } from '@doremi/process';
import type { OpenWork } from '@doremi/domain';

/** Hears of every page of a look over the open work; the last one ends the look. */
export type SeeOpenWork = (page: readonly OpenWork[], isLast: boolean) => void;

/**
 * Shows how much work is open, and since when the oldest payment attempt is: what an operator calls a stuck payment.
 * Every replica of the policies sees all of it, so the largest of them is the number, never their sum.
 */
export const showOpenWork = (registry: Registry, now: () => number = Date.now): SeeOpenWork => {
  const registers = [registry];
  const open = new Gauge({
    name: 'doremi_open_work',
    help: 'Payment attempts, refunds and holds that are open; failed_refund: payments of which money is kept that should have gone back',
    labelNames: ['kind'],
    registers,
  });
  let oldestSince: number | null = null;
  new Gauge({
    name: 'doremi_open_payment_age_seconds',
    help: 'Age of the oldest payment attempt whose outcome is open; 0 when there is none',
    registers,
    collect() {
      this.set(oldestSince === null ? 0 : (now() - oldestSince) / 1_000);
    },
  });

  let seen: OpenWork[] = [];
  return (page, isLast) => {
    seen.push(...page);
    if (!isLast) return;
    const attempts = seen.flatMap(({ attempt }) => (attempt ? [Date.parse(attempt.since)] : []));
    oldestSince = attempts.length > 0 ? Math.min(...attempts) : null;
    open.set({ kind: 'payment' }, attempts.length);
    open.set({ kind: 'refund' }, seen.flatMap(({ refunds }) => refunds).length);
    open.set({ kind: 'failed_refund' }, seen.filter(({ kept }) => kept > 0).length);
    open.set({ kind: 'hold' }, seen.flatMap(({ holds }) => holds).length);
    seen = [];
  };
};
