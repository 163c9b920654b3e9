import { paymentStream } from '@doremi/shared/events/streams';
import { post, type Route } from '@doremi/shared/http/route';
import { isRefusal } from '@doremi/shared/kernel/refusal';
import type { Aggregates } from '../aggregates.js';
import { answer } from '../answering.js';
import { contextOf } from '../handle/context.js';
import { paymentAnswer, refusalAnswer } from './payment.answers.js';
import { RefundRequest } from './payment.requests.js';

/** Refunds by head office. The provider is asked by the policy, until its answer is definite. */
export const paymentRoutes = ({ payments }: Aggregates): Route[] => [
  post('/payments/:paymentId/refund', { who: ['admin'], body: RefundRequest }, async (asked) => {
    const { paymentId = 0 } = asked.params;
    const context = contextOf(asked);
    const command = { type: 'RequestRefund', refundId: context.commandId, ...asked.body } as const;
    const outcome = await payments.handle(paymentStream(paymentId), command, context);
    return isRefusal(outcome) ? refusalAnswer(outcome) : answer(outcome, 200, paymentAnswer);
  }),
];
