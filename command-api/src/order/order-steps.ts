import { orderStream, type Sealed } from '@doremi/domain';
import { NOT_SHOWN, type RouteRequest, type ShownPersonal } from '@doremi/http';
import { isTooLate, viewerFor } from '@doremi/personal-data';
import { isRefusal } from '@doremi/event-sourcing';
import type { Aggregates } from '../aggregates.js';
import { contextOf } from '../command-handler/command-over-http.js';
import type { Outcome } from '../command-handler/command-handler.js';
import { hashedWith, personalContextOf } from '../personal/personal-request.js';
import type { Sealing } from '../personal/sealing.js';
import { shownOf } from '../personal/shown.js';
import type { Order, OrderCommand } from './order.decider.js';
import type { ReasonRequest } from './order.requests.js';

interface OfOrder {
  readonly orderId: number;
}

/** What is done with an order, through whichever door it is asked for. */
export class OrderSteps {
  constructor(
    private readonly aggregates: Pick<Aggregates, 'orders'>,
    private readonly sealing: Sealing,
  ) {}

  take(request: RouteRequest<OfOrder>, command: OrderCommand): Promise<Outcome<Order>> {
    return this.aggregates.orders.handle(orderStream(request.params.orderId), command, contextOf(request));
  }

  /**
   * A step that somebody gives a reason for, which may name whom the order is for. Where it can't be sealed the step is taken all the
   * same, without it: a store has to be able to cancel whatever is away.
   */
  async takeFor(
    request: RouteRequest<OfOrder, ReasonRequest>,
    commandWith: (reason: Sealed | null) => OrderCommand,
  ): Promise<Outcome<Order>> {
    const { orders } = this.aggregates;
    const stream = orderStream(request.params.orderId);
    const context = personalContextOf(request, this.sealing.personal, { isSameWhileAway: true });
    const repeated = await orders.repeated(stream, context);
    if (repeated) return repeated;
    const { state: order } = await orders.load(stream);
    const isTheirs = order.status !== 'NONE' && viewerFor(request.actor, order) !== 'nobody';
    const reason = isTheirs ? await this.sealing.sealReason(order, request.body.reason, context) : null;
    const hashed = reason && (await hashedWith(context, request, reason.keyId, this.sealing.personal));
    return orders.handle(stream, commandWith(reason), hashed ?? context);
  }

  /** What is personal of an order, as whoever commands it is shown it. What comes again a day later shows a store nothing of it. */
  async shown(outcome: Outcome<Order>, { actor, now }: Pick<RouteRequest, 'actor' | 'now'>): Promise<ShownPersonal> {
    if (isRefusal(outcome)) return NOT_SHOWN;
    const { state, answeredAt = null } = outcome;
    const viewer = viewerFor(actor, state);
    const isOver = isTooLate(viewer, answeredAt, Date.parse(now));
    return shownOf(this.sealing.personal, state.fulfilment, { viewer, isOver });
  }
}
