import { cartStream, paymentStream, storeMenuStream } from '@doremi/shared/events/streams';
import type { Recorded } from '@doremi/shared/kernel/recorded';
import { isRefusal } from '@doremi/shared/kernel/refusal';
import type { MenuService } from '@doremi/command-api/adapters/menu-service';
import type { PaymentProvider } from '@doremi/command-api/adapters/payment-provider';
import type { Aggregates } from '@doremi/command-api/aggregates';
import { settleHolds } from '@doremi/command-api/cart/settle-holds';
import { CONTENDED, type Outcome } from '@doremi/command-api/handle/aggregate';
import { causedBy } from '@doremi/command-api/handle/context';
import { askForRefund } from '@doremi/command-api/payment/ask-for-refund';
import type { Settle } from '@doremi/command-api/payment/settle';
import type { Reaction } from './policy.js';

export type Cause = Pick<Recorded, 'id' | 'metadata' | 'revision'>;

/** Does what a policy wants. A refused command is done with; an engine that is away is thrown, and one that was only outrun. */
export type React = (reaction: Reaction, cause: Cause) => Promise<void>;

export const reacting =
  (aggregates: Aggregates, provider: PaymentProvider, menuService: MenuService, settle: Settle): React =>
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
      case 'settle':
        await settle(reaction.cartId, causedBy(cause, now, cartStream(reaction.cartId)));
        return;
      case 'settleHolds':
        await settleHolds(aggregates, menuService, reaction.cartId, cause.revision, causedBy(cause, now, 'holds'));
        return;
      case 'askRefund':
        await askForRefund(aggregates, provider, reaction, causedBy(cause, now, reaction.refundId));
    }
  };

/** A command that lost to others every time was not decided: it is tried again, and never dropped. */
const expectDecided = (outcome: Outcome<unknown>): void => {
  if (isRefusal(outcome) && outcome.refused === CONTENDED)
    throw new Error(`${CONTENDED}: somebody else always wrote first`);
};
