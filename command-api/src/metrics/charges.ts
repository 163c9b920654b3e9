import { Histogram, type Registry } from '@doremi/process';
import type { ChargeOutcome, PaymentProvider, RefundOutcome } from '../payment-provider/payment-provider.js';

type Outcomes = {
  readonly charge: readonly ChargeOutcome['outcome'][];
  readonly refund: readonly RefundOutcome['outcome'][];
};

/** What the payment provider may say. */
const OUTCOMES: Outcomes = {
  charge: ['approved', 'declined', 'notCharged', 'unknown'],
  refund: ['refunded', 'failed', 'unknown'],
};

/** The payment provider with every question timed, by what was asked and what it said. */
export const measureProvider = (provider: PaymentProvider, registry: Registry): PaymentProvider => {
  const duration = new Histogram({
    name: 'doremi_payment_provider_duration_seconds',
    help: 'Time of an answer of the payment provider by operation and outcome',
    labelNames: ['operation', 'outcome'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  for (const [operation, outcomes] of Object.entries(OUTCOMES))
    for (const outcome of outcomes) duration.zero({ operation, outcome });
  const timed = async <Answer extends { readonly outcome: string }>(
    operation: string,
    asking: Promise<Answer>,
  ): Promise<Answer> => {
    const end = duration.startTimer({ operation });
    const answer = await asking;
    end({ outcome: answer.outcome });
    return answer;
  };
  return {
    charge: (...args) => timed('charge', provider.charge(...args)),
    refund: (...args) => timed('refund', provider.refund(...args)),
    isAvailable: () => provider.isAvailable(),
  };
};
