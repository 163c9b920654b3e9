import {
  ATTEMPT_ABANDONED,
  type CartEvent,
  type Minor,
  type OpenWork,
  openWorkModel,
  ORDER_CANCELLED,
  type OrderEvent,
  type PaymentEvent,
  type SlotEvent,
} from '@doremi/domain';
import { projection } from '@doremi/event-sourcing';

const changed = (work: OpenWork | undefined, change: Partial<OpenWork>): OpenWork | undefined => {
  if (!work) return undefined;
  const next = { ...work, ...change };
  const open =
    next.attempt !== null ||
    next.refunds.length > 0 ||
    next.holds.length > 0 ||
    next.kept > 0 ||
    next.places.length > 0;
  return { ...next, open };
};

const withoutHold = (work: OpenWork | undefined, holdId: number) =>
  work?.holds.filter((hold) => hold.holdId !== holdId) ?? [];

type Place = NonNullable<OpenWork['ordered']>;

const isSame = (one: Place, other: Place): boolean => one.quarter === other.quarter && one.attempt === other.attempt;

const withoutPlace = (work: OpenWork | undefined, place: Place) =>
  work?.places.filter((open) => !isSame(open, place)) ?? [];

/** What it is ordered with already is not open: such a place was taken anew. */
const taken = (work: OpenWork | undefined, place: OpenWork['places'][number]): OpenWork | undefined =>
  work && work.ordered && isSame(work.ordered, place)
    ? work
    : changed(work, { places: [...withoutPlace(work, place), place] });

/** Why money goes back that nobody may keep; whatever else is refunded is a person's choice. */
const OWED: readonly string[] = [ORDER_CANCELLED, ATTEMPT_ABANDONED];

const without = (refunds: readonly string[], refundId: string) => refunds.filter((open) => open !== refundId);

/** What was kept is settled by refunds that a person asks for. */
const refunded = (work: OpenWork | undefined, refundId: string, amount: Minor): OpenWork | undefined =>
  work &&
  changed(work, {
    refunds: without(work.refunds, refundId),
    owed: without(work.owed, refundId),
    ...(!work.owed.includes(refundId) && { kept: Math.max(0, work.kept - amount) }),
  });

const failed = (work: OpenWork | undefined, refundId: string, amount: Minor): OpenWork | undefined =>
  work &&
  changed(work, {
    refunds: without(work.refunds, refundId),
    owed: without(work.owed, refundId),
    ...(work.owed.includes(refundId) && { kept: work.kept + amount }),
  });

type AnswerEvent = Extract<
  OrderEvent,
  { type: 'OrderReceived' | 'OrderAccepted' | 'CookingStarted' | 'OrderCancelled' }
>;

/** What the policies' sweep still has to finish, per cart. */
export const openWork = projection<OpenWork, CartEvent | PaymentEvent | AnswerEvent | SlotEvent>({
  ...openWorkModel,
  key: ({ data }) => ('cartId' in data ? data.cartId : data.orderId),
  on: {
    CartCreated: (_, { cartId, storeId }, at) => ({
      cartId,
      storeId,
      attempt: null,
      refunds: [],
      owed: [],
      kept: 0,
      holds: [],
      places: [],
      ordered: null,
      acceptBy: null,
      idleSince: at,
      open: false,
    }),
    MenuAddedToCart: (work, _, at) => changed(work, { idleSince: at }),
    MenuRemovedFromCart: (work, _, at) => changed(work, { idleSince: at }),
    LineQuantityChanged: (work, _, at) => changed(work, { idleSince: at }),
    FulfilmentChosen: (work, _, at) => changed(work, { idleSince: at }),
    MenuAddHeld: (work, { holdId, menuId, expiresAt }, at) =>
      changed(work, { holds: [...(work?.holds ?? []), { holdId, menuId, expiresAt }], idleSince: at }),
    HeldMenuAdded: (work, { holdId }, at) => changed(work, { holds: withoutHold(work, holdId), idleSince: at }),
    HeldMenuDropped: (work, { holdId }) => changed(work, { holds: withoutHold(work, holdId) }),
    SlotTaken: (work, { quarter, attempt, takenAt }) => taken(work, { quarter, attempt, takenAt }),
    SlotFreed: (work, place) => changed(work, { places: withoutPlace(work, place) }),
    CartOrdered: (work, { attempt, quarter }, at) => {
      const ordered = quarter === null ? null : { quarter, attempt };
      const places = ordered ? withoutPlace(work, ordered) : (work?.places ?? []);
      return changed(work, { attempt: { attempt, since: at }, idleSince: null, ordered, places });
    },
    CartReopened: (work, _, at) => changed(work, { attempt: null, idleSince: at, ordered: null }),
    CartPaid: (work) => changed(work, { attempt: null, idleSince: null }),
    CartExpired: (work) => changed(work, { idleSince: null }),
    OrderReceived: (work, { acceptBy }) => changed(work, { acceptBy }),
    OrderAccepted: (work) => changed(work, { acceptBy: null }),
    // Whoever cooks it has answered, a release too that writes no acceptance.
    CookingStarted: (work) => changed(work, { acceptBy: null }),
    OrderCancelled: (work) => changed(work, { acceptBy: null }),
    RefundRequested: (work, { refundId, reason }) =>
      changed(work, {
        refunds: [...(work?.refunds ?? []), refundId],
        owed: [...(work?.owed ?? []), ...(OWED.includes(reason) ? [refundId] : [])],
      }),
    PaymentRefunded: (work, { refundId, amount }) => refunded(work, refundId, amount),
    RefundFailed: (work, { refundId, amount }) => failed(work, refundId, amount),
  },
  indexes: [{ open: 1, cartId: 1 }, { idleSince: 1 }, { acceptBy: 1, cartId: 1 }],
});
