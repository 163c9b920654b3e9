import type { CartEvent } from '@doremi/shared/events/cart.events';
import type { PaymentEvent } from '@doremi/shared/events/payment.events';
import { projection } from '@doremi/shared/kernel/projection';
import { openWorkModel, type OpenWork } from '@doremi/shared/read-models/open-work';

const changed = (work: OpenWork | undefined, change: Partial<OpenWork>): OpenWork | undefined => {
  if (!work) return undefined;
  const next = { ...work, ...change };
  const open = next.attempt !== null || next.refunds.length > 0 || next.holds.length > 0;
  return { ...next, open };
};

const withoutHold = (work: OpenWork | undefined, holdId: number) =>
  work?.holds.filter((hold) => hold.holdId !== holdId) ?? [];

const withoutRefund = (work: OpenWork | undefined, refundId: string) =>
  work?.refunds.filter((open) => open !== refundId) ?? [];

/** What the policies' sweep still has to finish, per cart. */
export const openWork = projection<OpenWork, CartEvent | PaymentEvent>({
  ...openWorkModel,
  key: ({ data }) => data.cartId,
  on: {
    CartCreated: (_, { cartId, storeId }, at) => ({
      cartId,
      storeId,
      attempt: null,
      refunds: [],
      holds: [],
      idleSince: at,
      open: false,
    }),
    MenuAddedToCart: (work, _, at) => changed(work, { idleSince: at }),
    MenuRemovedFromCart: (work, _, at) => changed(work, { idleSince: at }),
    MenuAddHeld: (work, { holdId, menuId, expiresAt }, at) =>
      changed(work, { holds: [...(work?.holds ?? []), { holdId, menuId, expiresAt }], idleSince: at }),
    HeldMenuAdded: (work, { holdId }, at) => changed(work, { holds: withoutHold(work, holdId), idleSince: at }),
    HeldMenuDropped: (work, { holdId }) => changed(work, { holds: withoutHold(work, holdId) }),
    CartOrdered: (work, { attempt }, at) => changed(work, { attempt: { attempt, since: at }, idleSince: null }),
    CartReopened: (work, _, at) => changed(work, { attempt: null, idleSince: at }),
    CartPaid: (work) => changed(work, { attempt: null, idleSince: null }),
    CartExpired: (work) => changed(work, { idleSince: null }),
    RefundRequested: (work, { refundId }) => changed(work, { refunds: [...(work?.refunds ?? []), refundId] }),
    PaymentRefunded: (work, { refundId }) => changed(work, { refunds: withoutRefund(work, refundId) }),
    RefundFailed: (work, { refundId }) => changed(work, { refunds: withoutRefund(work, refundId) }),
  },
  indexes: [{ open: 1, cartId: 1 }, { idleSince: 1 }],
});
