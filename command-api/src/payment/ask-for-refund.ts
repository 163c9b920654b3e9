import { paymentStream } from '@doremi/shared/events/streams';
import type { PaymentProvider } from '../adapters/payment-provider.js';
import type { Aggregates } from '../aggregates.js';
import type { CommandContext } from '../handle/context.js';

/**
 * Asks the card company to pay back, with the refund's own key, and records a definite answer.
 * An answer that is not known leaves it open: it is asked again with the same key, which pays back once.
 */
export const askForRefund = async (
  { payments }: Aggregates,
  provider: PaymentProvider,
  { paymentId, refundId }: { readonly paymentId: number; readonly refundId: string },
  context: CommandContext,
): Promise<void> => {
  const stream = paymentStream(paymentId);
  const { state } = await payments.load(stream);
  const refund = state.refunds.find((one) => one.refundId === refundId);
  const paid = state.attempts.find(({ attempt }) => attempt === refund?.attempt);
  if (refund?.status !== 'REQUESTED' || !paid?.providerReference) return;
  const answer = await provider.refund(refundId, paid.providerReference, refund.amount);
  switch (answer.outcome) {
    case 'refunded':
      await payments.handle(
        stream,
        { type: 'RecordRefund', refundId, providerReference: answer.providerReference },
        context,
      );
      return;
    case 'failed':
      await payments.handle(stream, { type: 'FailRefund', refundId, code: answer.code }, context);
      return;
    case 'unknown':
  }
};
