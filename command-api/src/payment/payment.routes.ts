import { cancelledRefundId, ORDER_CANCELLED, orderStream, paymentStream } from '@doremi/domain';
import { post, type Route, type RouteRequest } from '@doremi/http';
import { isRefusal, refuse } from '@doremi/event-sourcing';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf } from '../command-handler/command-over-http.js';
import { type CommandContext, stepOf } from '../command-handler/command-context.js';
import type { Outcome } from '../command-handler/command-handler.js';
import { isUncooked, type Order } from '../order/order.state.js';
import { hashedWith, personalContextOf } from '../personal/personal-request.js';
import type { Sealing } from '../personal/sealing.js';
import { refundable, standingApproval, type Payment } from './payment.decider.js';
import { RefundRequest } from './payment.requests.js';
import { paymentResponse, PaymentResponse, refusedRefund } from './payment.responses.js';

type Asked = RouteRequest<unknown, RefundRequest>;

interface Cancelled {
  readonly outcome: Outcome<Order>;
  readonly context: CommandContext;
}

/** Refunds by head office. The provider is asked by the policy, until its answer is definite. */
export const paymentRoutes = ({ payments, orders }: Aggregates, sealing: Sealing): Route[] => {
  const { personal } = sealing;

  /**
   * The order, cancelled now or before: nobody should cook what is paid back in full. One that is being cooked is not
   * cancelled, and what is paid back then is a refund only. With it the context of the cancellation's refund, in which nothing tells the
   * reason that the order holds sealed.
   */
  const cancelUncooked = async (order: Order, request: Asked, repeatable: CommandContext): Promise<Cancelled> => {
    const step = stepOf(contextOf(request), `${request.commandId}-cancel`);
    const reason = isUncooked(order) ? await sealing.sealReason(order, request.body.reason, step) : null;
    const command = { type: 'CancelRefunded', by: request.actor.sub, reason } as const;
    const outcome = await orders.handle(orderStream(order.orderId), command, step);
    const hashed = reason && (await hashedWith(repeatable, request, reason.keyId, personal));
    return { outcome, context: hashed ?? repeatable };
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
        const stream = paymentStream(paymentId);
        const repeatable = personalContextOf(request, personal, { isSameWhileAway: true });
        const repeated = await payments.repeated(stream, repeatable);
        if (repeated) return refundResponse(repeated);
        const { state: payment } = await payments.load(stream);
        const { amount, reason } = request.body;
        const isPaid = standingApproval(payment) !== null;
        const { state: received } = await orders.load(orderStream(paymentId));
        if (isPaid && received.status === 'NONE') return refuse('ORDER_NOT_RECEIVED', { paymentId });
        const isAll = isPaid && (amount === undefined || amount === refundable(payment));
        const cancelled = isAll ? await cancelUncooked(received, request, repeatable) : null;
        const order = cancelled?.outcome;
        if (order && isRefusal(order)) return order;
        const by = request.actor.sub;
        if (cancelled && order?.state.status === 'CANCELLED') {
          const refund = { refundId: cancelledRefundId(paymentId), reason: ORDER_CANCELLED };
          return refundResponse(
            await payments.handle(stream, { type: 'RequestRefund', ...refund, by }, cancelled.context),
          );
        }
        const refund = { refundId: request.commandId, reason, ...(amount !== undefined && { amount }) };
        const context = { ...repeatable, ...contextOf(request) };
        return refundResponse(await payments.handle(stream, { type: 'RequestRefund', ...refund, by }, context));
      },
    ),
  ];
};

const refundResponse = (outcome: Outcome<Payment>) =>
  isRefusal(outcome) ? refusedRefund(outcome) : answer(outcome, 200, paymentResponse);
