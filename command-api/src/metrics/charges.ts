import { Histogram, type Registry } from '@doremi/shared/process/metrics';
import type { PaymentProvider } from '../adapters/payment-provider.js';

/** The card company with every question timed, by what was asked and what it said. */
export const measureProvider = (provider: PaymentProvider, registry: Registry): PaymentProvider => {
  const duration = new Histogram({
    name: 'doremi_payment_provider_duration_seconds',
    help: 'Time of an answer of the payment provider by operation and outcome',
    labelNames: ['operation', 'outcome'],
    buckets: [0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
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
