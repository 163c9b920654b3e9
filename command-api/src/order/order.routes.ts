import { orderStream } from '@doremi/shared/events/streams';
import { post, type Asked, type Route } from '@doremi/shared/http/route';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf } from '../command-handler/command-over-http.js';
import { orderAnswer } from './order.answers.js';
import type { OrderCommand } from './order.decider.js';
import { DispatchRequest, ReasonRequest } from './order.requests.js';

const who = ['store'] as const;

/** What a store does with an order it received, and cancelling it. */
export const orderRoutes = ({ orders }: Aggregates): Route[] => {
  const handle = async (asked: Asked, command: OrderCommand) =>
    answer(await orders.handle(orderStream(asked.params.orderId ?? 0), command, contextOf(asked)), 200, orderAnswer);

  return [
    post('/myorder/:orderId/cooking/start', { who }, (asked) =>
      handle(asked, { type: 'StartCooking', by: asked.actor }),
    ),
    post('/myorder/:orderId/cooking/complete', { who }, (asked) =>
      handle(asked, { type: 'CompleteCooking', by: asked.actor }),
    ),
    post('/myorder/:orderId/recall', { who, body: ReasonRequest }, (asked) =>
      handle(asked, { type: 'RecallCooking', by: asked.actor, reason: asked.body.reason }),
    ),
    post('/myorder/:orderId/cancel', { who: ['store', 'customer'], body: ReasonRequest }, (asked) =>
      handle(asked, { type: 'CancelOrder', by: asked.actor, reason: asked.body.reason }),
    ),
    post('/myorder/delivery/:orderId', { who, body: DispatchRequest }, (asked) =>
      handle(asked, { type: 'Dispatch', by: asked.actor, courier: asked.body.courier ?? null }),
    ),
    post('/myorder/delivery/:orderId/complete', { who }, (asked) =>
      handle(asked, { type: 'CompleteDelivery', by: asked.actor, now: asked.now }),
    ),
    post('/myorder/delivery/:orderId/fail', { who, body: ReasonRequest }, (asked) =>
      handle(asked, { type: 'FailDelivery', by: asked.actor, reason: asked.body.reason }),
    ),
  ];
};
