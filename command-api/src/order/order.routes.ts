import { orderStream } from '@doremi/domain';
import { NOT_SHOWN, post, type Route, type RouteRequest, type ShownPersonal } from '@doremi/http';
import { isTooLate, type PersonalData, viewerFor } from '@doremi/personal-data';
import { isRefusal } from '@doremi/event-sourcing';
import type { Aggregates } from '../aggregates.js';
import { answer, contextOf } from '../command-handler/command-over-http.js';
import type { Outcome } from '../command-handler/command-handler.js';
import { shownOf } from '../personal/shown.js';
import type { Order, OrderCommand } from './order.decider.js';
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
export const orderRoutes = (aggregates: Aggregates, personal: PersonalData): Route[] => {
  const { orders } = aggregates;
  const handle = async (request: RouteRequest<{ readonly orderId: number }>, command: OrderCommand) => {
    const outcome = await orders.handle(orderStream(request.params.orderId), command, contextOf(request));
    const shown = await shownOrder(outcome, request, personal);
    return answer(outcome, 200, (order) => orderResponse(order, shown));
  };

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

/** What is personal of an order, as whoever commands it is shown it. What comes again a day later shows a store nothing of it. */
const shownOrder = async (
  outcome: Outcome<Order>,
  { actor, now }: Pick<RouteRequest, 'actor' | 'now'>,
  personal: PersonalData,
): Promise<ShownPersonal> => {
  if (isRefusal(outcome)) return NOT_SHOWN;
  const { state, answeredAt = null } = outcome;
  const viewer = viewerFor(actor, state);
  return shownOf(personal, state.fulfilment, { viewer, isOver: isTooLate(viewer, answeredAt, Date.parse(now)) });
};
