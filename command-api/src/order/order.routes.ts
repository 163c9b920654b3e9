import { orderStream } from '@doremi/domain';
import { post, type Route, type RouteRequest } from '@doremi/http';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf } from '../command-handler/command-over-http.js';
import type { OrderCommand } from './order.decider.js';
import { AcceptRequest, DispatchRequest, ReasonRequest } from './order.requests.js';
import { orderResponse, OrderResponse } from './order.responses.js';
import { preparationMinutes } from './preparation.js';

/** What all of these have in common: each is a step of an order. */
const step = {
  tag: 'orders',
  roles: ['store'],
  responses: { 200: OrderResponse },
  refusals: ['ORDER_NOT_FOUND', 'ORDER_STEP_NOT_ALLOWED'],
} as const;

/** What a store does with an order it received, and cancelling it. */
export const orderRoutes = (aggregates: Aggregates): Route[] => {
  const { orders } = aggregates;
  const handle = async (request: RouteRequest<{ readonly orderId: number }>, command: OrderCommand) =>
    answer(await orders.handle(orderStream(request.params.orderId), command, contextOf(request)), 200, orderResponse);

  return [
    post(
      '/myorder/:orderId/accept',
      {
        ...step,
        operation: 'acceptOrder',
        summary: 'Accept an order, and promise when it is there; where a time was wanted, that is promised',
        body: AcceptRequest,
      },
      async (request) => {
        const { params, actor: by, now } = request;
        const minutes = request.body.minutes ?? (await preparationMinutes(aggregates, params.orderId));
        return handle(request, { type: 'AcceptOrder', by, minutes, now });
      },
    ),
    post(
      '/myorder/:orderId/refuse',
      {
        ...step,
        operation: 'refuseOrder',
        summary: 'Refuse an order that nobody has accepted; what was paid is refunded',
        body: ReasonRequest,
      },
      (request) => handle(request, { type: 'RefuseOrder', by: request.actor, reason: request.body.reason }),
    ),
    post(
      '/myorder/:orderId/cooking/start',
      { ...step, operation: 'startCooking', summary: 'Start cooking; that accepts an order which waits for an answer' },
      async (request) => {
        const { params, actor: by, now } = request;
        const minutes = await preparationMinutes(aggregates, params.orderId);
        return handle(request, { type: 'StartCooking', by, minutes, now });
      },
    ),
    post(
      '/myorder/:orderId/cooking/complete',
      { ...step, operation: 'completeCooking', summary: 'Finish cooking' },
      (request) => handle(request, { type: 'CompleteCooking', by: request.actor }),
    ),
    post(
      '/myorder/:orderId/recall',
      {
        ...step,
        operation: 'recallOrder',
        summary: 'Take an order that is ready back to the kitchen',
        body: ReasonRequest,
      },
      (request) => handle(request, { type: 'RecallCooking', by: request.actor, reason: request.body.reason }),
    ),
    post(
      '/myorder/:orderId/cancel',
      {
        ...step,
        operation: 'cancelOrder',
        summary: 'Cancel an order; what was paid is refunded',
        roles: ['store', 'customer'],
        body: ReasonRequest,
      },
      (request) => handle(request, { type: 'CancelOrder', by: request.actor, reason: request.body.reason }),
    ),
    post(
      '/myorder/delivery/:orderId',
      {
        ...step,
        operation: 'startDelivery',
        summary: 'Send the courier off; not with what is picked up',
        body: DispatchRequest,
      },
      (request) => handle(request, { type: 'Dispatch', by: request.actor, courier: request.body.courier ?? null }),
    ),
    post(
      '/myorder/delivery/:orderId/complete',
      {
        ...step,
        operation: 'completeDelivery',
        summary: 'The courier has delivered, or what is picked up was handed over',
      },
      (request) => handle(request, { type: 'CompleteDelivery', by: request.actor, now: request.now }),
    ),
    post(
      '/myorder/delivery/:orderId/fail',
      { ...step, operation: 'failDelivery', summary: 'The courier could not deliver', body: ReasonRequest },
      (request) => handle(request, { type: 'FailDelivery', by: request.actor, reason: request.body.reason }),
    ),
  ];
};
