import { orderStream } from '@doremi/shared/events/streams';
import { Whole } from '@doremi/shared/http/fields';
import type { Asked } from '@doremi/shared/http/route';
import { isRefusal, type Refusal } from '@doremi/shared/kernel/refusal';
import type { Aggregates } from '../aggregates.js';
import { method, type Reply } from '../grpc/method.js';
import type { Service } from '../grpc/server.js';
import { contextOf } from '../command-handler/command-over-http.js';
import { orderAnswer } from './order.answers.js';
import type { OrderCommand } from './order.decider.js';
import { DispatchRequest, ReasonRequest } from './order.requests.js';

/** Which order; as many digits as a path may have. */
class OrderPath {
  @Whole({ min: 1, max: 999_999_999_999_999 }) orderId!: number;
}
const path = OrderPath;

/** What a store does with an order it received, and cancelling it: order.routes.ts through another door. */
export const orderGrpc = ({ orders }: Aggregates): Service => {
  const handle = async (asked: Asked, command: OrderCommand): Promise<Reply | Refusal> => {
    const outcome = await orders.handle(orderStream(asked.params.orderId ?? 0), command, contextOf(asked));
    return isRefusal(outcome) ? outcome : { message: orderAnswer(outcome.state), position: outcome.position };
  };

  return {
    file: 'doremi/orders/v1/orders.proto',
    name: 'doremi.orders.v1.Orders',
    methods: {
      StartCooking: method({ as: 'POST /myorder/:orderId/cooking/start', path }, (asked) =>
        handle(asked, { type: 'StartCooking', by: asked.actor }),
      ),
      CompleteCooking: method({ as: 'POST /myorder/:orderId/cooking/complete', path }, (asked) =>
        handle(asked, { type: 'CompleteCooking', by: asked.actor }),
      ),
      Recall: method({ as: 'POST /myorder/:orderId/recall', path, body: ReasonRequest }, (asked) =>
        handle(asked, { type: 'RecallCooking', by: asked.actor, reason: asked.body.reason }),
      ),
      Cancel: method({ as: 'POST /myorder/:orderId/cancel', path, body: ReasonRequest }, (asked) =>
        handle(asked, { type: 'CancelOrder', by: asked.actor, reason: asked.body.reason }),
      ),
      Dispatch: method({ as: 'POST /myorder/delivery/:orderId', path, body: DispatchRequest }, (asked) =>
        handle(asked, { type: 'Dispatch', by: asked.actor, courier: asked.body.courier ?? null }),
      ),
      CompleteDelivery: method({ as: 'POST /myorder/delivery/:orderId/complete', path }, (asked) =>
        handle(asked, { type: 'CompleteDelivery', by: asked.actor, now: asked.now }),
      ),
      FailDelivery: method({ as: 'POST /myorder/delivery/:orderId/fail', path, body: ReasonRequest }, (asked) =>
        handle(asked, { type: 'FailDelivery', by: asked.actor, reason: asked.body.reason }),
      ),
    },
  };
};
