import { cancelledRefundId, ORDER_CANCELLED, orderStream, paymentStream } from '@doremi/domain';
import { post, type Route, type RouteRequest } from '@doremi/http';
import { isRefusal, refuse } from '@doremi/event-sourcing';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf } from '../command-handler/command-over-http.js';
import { stepOf } from '../command-handler/command-context.js';
import type { Outcome } from '../command-handler/command-handler.js';
import type { Order } from '../order/order.decider.js';
import { refundable, standingApproval, type Payment } from './payment.decider.js';
import { RefundRequest } from './payment.requests.js';
import { paymentResponse, PaymentResponse, refusedRefund } from './payment.responses.js';

/** Refunds by head office. The provider is asked by the policy, until its answer is definite. */
export const paymentRoutes = ({ payments, orders }: Aggregates): Route[] => {
  /**
   * The order, cancelled now or before: nobody should cook what is paid back in full. One that is being cooked is not
   * cancelled, and what is paid back then is a refund only.
   */
  const cancelUncooked = (orderId: number, request: RouteRequest<unknown, RefundRequest>): Promise<Outcome<Order>> => {
    const command = { type: 'CancelRefunded', by: request.actor.sub, reason: request.body.reason } as const;
    const context = stepOf(contextOf(request), `${request.commandId}-cancel`);
    return orders.handle(orderStream(orderId), command, context);
  };

  return [
    post(
      '/payments/:paymentId/refund',
      {
        tag: 'payments',
        operation: 'refundPayment',
        summary:
          'Ask for a refund, of all that is left unless an amount is given; all of it cancels an order that is not cooked yet',
        roles: ['admin'],
        body: RefundRequest,
        responses: { 200: PaymentResponse },
        refusals: [
          ...(['PAYMENT_NOT_FOUND', 'PAYMENT_NOT_APPROVED', 'ORDER_NOT_RECEIVED'] as const),
          ...(['REFUND_TOO_HIGH', 'REFUND_REASON_RESERVED'] as const),
        ],
      },
      async (request) => {
        const { paymentId } = request.params;
        const context = contextOf(request);
        const stream = paymentStream(paymentId);
        const repeated = await payments.repeated(stream, context);
        if (repeated) return refundResponse(repeated);
        const { state: payment } = await payments.load(stream);
        const { amount, reason } = request.body;
        const isPaid = standingApproval(payment) !== null;
        if (isPaid && (await orders.load(orderStream(paymentId))).state.status === 'NONE')
          return refuse('ORDER_NOT_RECEIVED', { paymentId });
        const isAll = isPaid && (amount === undefined || amount === refundable(payment));
        const order = isAll ? await cancelUncooked(paymentId, request) : null;
        if (order && isRefusal(order)) return order;
        const refund =
          order?.state.status === 'CANCELLED'
            ? { refundId: cancelledRefundId(paymentId), reason: ORDER_CANCELLED }
            : { refundId: context.commandId, reason, ...(amount !== undefined && { amount }) };
        const command = { type: 'RequestRefund', ...refund, by: request.actor.sub } as const;
        return refundResponse(await payments.handle(stream, command, context));
      },
    ),
  ];
};

const refundResponse = (outcome: Outcome<Payment>) =>
  isRefusal(outcome) ? refusedRefund(outcome) : answer(outcome, 200, paymentResponse);
