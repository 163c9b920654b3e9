import { cancelledRefundId, ORDER_CANCELLED } from '@doremi/shared/events/payment.events';
import { orderStream, paymentStream } from '@doremi/shared/events/streams';
import { post, type Answer, type Asked, type Route } from '@doremi/shared/http/route';
import { SYSTEM } from '@doremi/shared/kernel/actor';
import { isRefusal, refuse, type Refusal } from '@doremi/shared/kernel/refusal';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf } from '../command-handler/command-over-http.js';
import type { Outcome } from '../command-handler/command-handler.js';
import { stepOf } from '../command-handler/command-context.js';
import { paymentAnswer, refusalAnswer } from './payment.answers.js';
import { refundable, standingApproval, type Payment } from './payment.decider.js';
import { RefundRequest } from './payment.requests.js';

/** Refunds by head office. The provider is asked by the policy, until its answer is definite. */
export const paymentRoutes = ({ payments, orders }: Aggregates): Route[] => {
  /**
   * Whether the order is cancelled, now or before: nobody should cook what is paid back in full. One that is being cooked
   * is not, and what is paid back then is a refund only.
   */
  const isCancelled = async (orderId: number, asked: Asked<RefundRequest>): Promise<boolean> => {
    const { actor, body } = asked;
    // Head office has no step of its own on orders: the system takes this one, in its name.
    const command = { type: 'CancelOrder', by: { ...SYSTEM, sub: actor.sub }, reason: body.reason } as const;
    const context = stepOf(contextOf(asked), `${asked.commandId}-cancel`);
    const seen = await orders.load(orderStream(orderId));
    if (seen.state.status === 'RECEIVED') await orders.handleUnchanged(orderStream(orderId), seen, command, context);
    return (await orders.load(orderStream(orderId))).state.status === 'CANCELLED';
  };

  return [
    post('/payments/:paymentId/refund', { who: ['admin'], body: RefundRequest }, async (asked) => {
      const { paymentId = 0 } = asked.params;
      const context = contextOf(asked);
      const stream = paymentStream(paymentId);
      const repeated = await payments.repeated(stream, context);
      if (repeated) return answered(repeated);
      const { state: payment } = await payments.load(stream);
      const { amount, reason } = asked.body;
      const isPaid = standingApproval(payment) !== null;
      if (isPaid && (await orders.load(orderStream(paymentId))).state.status === 'NONE')
        return refuse('ORDER_NOT_RECEIVED', { paymentId });
      const isAll = isPaid && (amount === undefined || amount === refundable(payment));
      const refund =
        isAll && (await isCancelled(paymentId, asked))
          ? { refundId: cancelledRefundId(paymentId), reason: ORDER_CANCELLED }
          : { refundId: context.commandId, reason, ...(amount !== undefined && { amount }) };
      return answered(await payments.handle(stream, { type: 'RequestRefund', ...refund }, context));
    }),
  ];
};

const answered = (outcome: Outcome<Payment>): Answer | Refusal =>
  isRefusal(outcome) ? refusalAnswer(outcome) : answer(outcome, 200, paymentAnswer);
