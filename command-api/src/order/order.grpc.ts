import { orderStream } from '@doremi/domain';
import { type RouteRequest, Whole } from '@doremi/http';
import { isRefusal, type Refusal } from '@doremi/event-sourcing';
import type { Aggregates } from '../aggregates.js';
import { method, type Reply } from '../grpc/method.js';
import type { Service } from '../grpc/server.js';
import { contextOf } from '../command-handler/command-over-http.js';
import { orderResponse } from './order.responses.js';
import type { OrderCommand } from './order.decider.js';
import { AcceptRequest, DispatchRequest, ReasonRequest } from './order.requests.js';
import { preparationMinutes } from './preparation.js';

/** Which order; as many digits as a path may have. */
class OrderPath {
  @Whole({ min: 1, max: 999_999_999_999_999 }) orderId!: number;
}
const path = OrderPath;

/** What a store does with an order it received, and cancelling it: order.routes.ts through another door. */
export const orderGrpc = (aggregates: Aggregates): Service => {
  const { orders } = aggregates;
  const handle = async (
    request: RouteRequest<{ readonly orderId: number }>,
    command: OrderCommand,
  ): Promise<Reply | Refusal> => {
    const outcome = await orders.handle(orderStream(request.params.orderId), command, contextOf(request));
    return isRefusal(outcome) ? outcome : { message: orderResponse(outcome.state), position: outcome.position };
  };

  return {
    file: 'doremi/orders/v1/orders.proto',
    name: 'doremi.orders.v1.Orders',
    methods: {
      Accept: method({ as: 'POST /myorder/:orderId/accept', path, body: AcceptRequest }, async (request) => {
        const { params, actor: by, now } = request;
        const minutes = request.body.minutes ?? (await preparationMinutes(aggregates, params.orderId));
        return handle(request, { type: 'AcceptOrder', by, minutes, now });
      }),
      Refuse: method({ as: 'POST /myorder/:orderId/refuse', path, body: ReasonRequest }, (request) =>
        handle(request, { type: 'RefuseOrder', by: request.actor, reason: request.body.reason }),
      ),
      StartCooking: method({ as: 'POST /myorder/:orderId/cooking/start', path }, async (request) => {
        const { params, actor: by, now } = request;
        const minutes = await preparationMinutes(aggregates, params.orderId);
        return handle(request, { type: 'StartCooking', by, minutes, now });
      }),
      CompleteCooking: method({ as: 'POST /myorder/:orderId/cooking/complete', path }, (request) =>
        handle(request, { type: 'CompleteCooking', by: request.actor }),
      ),
      Recall: method({ as: 'POST /myorder/:orderId/recall', path, body: ReasonRequest }, (request) =>
        handle(request, { type: 'RecallCooking', by: request.actor, reason: request.body.reason }),
      ),
      Cancel: method({ as: 'POST /myorder/:orderId/cancel', path, body: ReasonRequest }, (request) =>
        handle(request, { type: 'CancelOrder', by: request.actor, reason: request.body.reason }),
      ),
      Dispatch: method({ as: 'POST /myorder/delivery/:orderId', path, body: DispatchRequest }, (request) =>
        handle(request, { type: 'Dispatch', by: request.actor, courier: request.body.courier ?? null }),
      ),
      CompleteDelivery: method({ as: 'POST /myorder/delivery/:orderId/complete', path }, (request) =>
        handle(request, { type: 'CompleteDelivery', by: request.actor, now: request.now }),
      ),
      FailDelivery: method({ as: 'POST /myorder/delivery/:orderId/fail', path, body: ReasonRequest }, (request) =>
        handle(request, { type: 'FailDelivery', by: request.actor, reason: request.body.reason }),
      ),
    },
  };
};
