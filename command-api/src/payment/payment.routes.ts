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
  /** Whether this request cancelled it, and not somebody else before. */
  readonly byThis: boolean;
}

/** The cancellation as a command of its own: the same one whenever its request comes. */
const cancellationBy = (request: Asked): CommandContext => stepOf(contextOf(request), `${request.commandId}-cancel`);

/** Refunds by head office. The provider is asked by the policy, until its answer is definite. */
export const paymentRoutes = ({ payments, orders }: Aggregates, sealing: Sealing): Route[] => {
  const { personal } = sealing;

  /**
   * The order, cancelled now or before: nobody should cook what is paid back in full. One that is being cooked is not
   * cancelled, and what is paid back then is a refund only. With it the context of the cancellation's refund, in which nothing tells the
   * reason that the order holds sealed.
   */
  const cancelUncooked = async (order: Order, request: Asked, repeatable: CommandContext): Promise<Cancelled> => {
    const step = cancellationBy(request);
    const reason = isUncooked(order) ? await sealing.sealReason(order, request.body.reason, step) : null;
    const command = { type: 'CancelRefunded', by: request.actor.sub, reason } as const;
    const outcome = await orders.handle(orderStream(order.orderId), command, step);
    const hashed = reason && (await hashedWith(repeatable, request, reason.keyId, personal));
    const byThis = !isRefusal(outcome) && outcome.commands.has(step.commandId);
    return { outcome, context: hashed ?? repeatable, byThis };
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
        const ofOrder = orderStream(paymentId);
        const { state: received } = await orders.load(ofOrder);
        if (isPaid && received.status === 'NONE') return refuse('ORDER_NOT_RECEIVED', { paymentId });
        const isAll = isPaid && (amount === undefined || amount === refundable(payment));
        // A request that died after it had cancelled goes on from there: nothing may be left by then.
        const isCancelling = isAll || (await orders.repeated(ofOrder, cancellationBy(request))) !== null;
        const cancelled = isCancelling ? await cancelUncooked(received, request, repeatable) : null;
        const order = cancelled?.outcome;
        if (order && isRefusal(order)) return order;
        const isCancelled = (order?.state ?? received).status === 'CANCELLED';
        const by = request.actor.sub;
        const ofCancellation = cancelledRefundId(paymentId);
        if (cancelled?.byThis) {
          const refund = { refundId: ofCancellation, reason: ORDER_CANCELLED };
          return refundResponse(
            await payments.handle(stream, { type: 'RequestRefund', ...refund, by }, cancelled.context),
          );
        }
        if (cancelled && isCancelled) {
          // Whoever cancelled it asks back what it paid, or the policy does. What that failed to pay back is left for others.
          const { state: now } = await payments.load(stream);
          const isAsked = now.refunds.some(({ refundId }) => refundId === ofCancellation);
          if (!isAsked) return refuse('REFUND_TOO_HIGH', { left: 0 });
        }
        // By its id it is known for one of a cancelled order (isCancelledRefund), and no refund in part.
        const refundId = isCancelled ? `${ofCancellation}-${request.commandId}` : request.commandId;
        const refund = { refundId, reason, ...(amount !== undefined && { amount }) };
        const context = { ...repeatable, ...contextOf(request) };
        return refundResponse(await payments.handle(stream, { type: 'RequestRefund', ...refund, by }, context));
      },
    ),
  ];
};

const refundResponse = (outcome: Outcome<Payment>) =>
  isRefusal(outcome) ? refusedRefund(outcome) : answer(outcome, 200, paymentResponse);
