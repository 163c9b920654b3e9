import { paymentStream } from '@doremi/domain';
import type { Aggregates } from '../aggregates.js';
import type { CommandContext } from '../command-handler/command-context.js';
import type { PaymentProvider } from '../payment-provider/payment-provider.js';

/** Brings one refund that was requested to its end, as far as its provider's answer goes. */
export type RefundProcess = (
  refund: { readonly paymentId: number; readonly refundId: string },
  context: CommandContext,
) => Promise<void>;

/**
 * Asks the payment provider to pay back, with the refund's own key, and records a definite answer.
 * An answer that is not known leaves it open: it is asked again with the same key, which pays back once.
 * Throws EngineUnavailable when the event store is away.
 */
export const refundProcess =
  ({ payments }: Pick<Aggregates, 'payments'>, provider: PaymentProvider): RefundProcess =>
  async ({ paymentId, refundId }, context) => {
    const stream = paymentStream(paymentId);
    const { state } = await payments.load(stream);
    const refund = state.refunds.find((one) => one.refundId === refundId);
    const paid = state.attempts.find(({ attempt }) => attempt === refund?.attempt);
    if (refund?.status !== 'REQUESTED' || !paid?.providerReference) return;
    const money = { amount: refund.amount, currency: paid.currency };
    const answer = await provider.refund(refundId, paid.providerReference, money);
    switch (answer.outcome) {
      case 'refunded': {
        const { providerReference } = answer;
        await payments.handle(stream, { type: 'RecordRefund', refundId, providerReference }, context);
        return;
      }
      case 'failed':
        await payments.handle(stream, { type: 'FailRefund', refundId, code: answer.code }, context);
        return;
      case 'unknown':
    }
  };
