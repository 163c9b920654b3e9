import { cartStream, orderStream, paymentStream, storeMenuStream } from '@doremi/domain';
import { isRefusal, type Recorded } from '@doremi/event-sourcing';
import {
  type Aggregates,
  causedBy,
  type CheckoutProcess,
  confirmHolds,
  CONTENDED,
  freePlaceOf,
  type MenuServiceProbe,
  type Outcome,
  type PaymentProvider,
  refundProcess,
} from '@doremi/command-api';
import type { Reaction } from './policy.js';

export type Cause = Pick<Recorded, 'id' | 'metadata' | 'revision'>;

/** Does what a policy wants. A refused command is done with; an engine that is away is thrown, and one that was only outrun. */
export type React = (reaction: Reaction, cause: Cause) => Promise<void>;

export const reacting =
  (
    aggregates: Aggregates,
    provider: PaymentProvider,
    menuServiceProbe: MenuServiceProbe,
    checkOut: CheckoutProcess,
  ): React =>
  async (reaction, cause) => {
    const now = new Date().toISOString();
    switch (reaction.do) {
      case 'storeMenu': {
        const { storeId, menuId, command } = reaction;
        const stream = storeMenuStream(storeId, menuId);
        expectDecided(await aggregates.storeMenus.handle(stream, command, causedBy(cause, now, stream)));
        return;
      }
      case 'payment': {
        const stream = paymentStream(reaction.paymentId);
        expectDecided(await aggregates.payments.handle(stream, reaction.command, causedBy(cause, now, stream)));
        return;
      }
      case 'checkOut':
        await checkOut(reaction.cartId, causedBy(cause, now, cartStream(reaction.cartId)));
        return;
      case 'confirmHolds':
        await confirmHolds(
          aggregates,
          menuServiceProbe,
          reaction.cartId,
          cause.revision,
          causedBy(cause, now, 'holds'),
        );
        return;
      case 'freePlace':
        await freePlaceOf(aggregates, reaction.cartId, reaction.attempt, causedBy(cause, now, 'place'));
        return;
      case 'cancelUnanswered': {
        const stream = orderStream(reaction.orderId);
        const command = { type: 'CancelUnanswered', now } as const;
        expectDecided(await aggregates.orders.handle(stream, command, causedBy(cause, now, 'unanswered')));
        return;
      }
      case 'refund':
        await refundProcess(aggregates, provider)(reaction, causedBy(cause, now, reaction.refundId));
    }
  };

/** A command that lost to others every time was not decided: it is tried again, and never dropped. */
const expectDecided = (outcome: Outcome<unknown>): void => {
  if (isRefusal(outcome) && outcome.refused === CONTENDED)
    throw new Error(`${CONTENDED}: somebody else always wrote first`);
};
