import { randomUUID } from 'node:crypto';
import { cartStream, dateOfQuarter, nextFree, quarterOf, type Slot, slotsStream } from '@doremi/domain';
import { isRefusal } from '@doremi/event-sourcing';
import type { Aggregates } from '../aggregates.js';
import type { TakingStore } from '../cart/taking-order.decider.js';
import type { CommandContext } from '../command-handler/command-context.js';
import type { Outcome } from '../command-handler/command-handler.js';
import { heldIn, type Slots } from './slots.decider.js';

/** A place in a quarter of an hour, for one attempt to order a cart. */
export type Place = Omit<Slot, 'date'>;

const slotOf = (place: Place): Slot => ({ ...place, date: dateOfQuarter(place.quarter) });

const streamOf = ({ storeId, date }: Slot): string => slotsStream(storeId, date);

/** Taken or swept as it stands now: never taken for done because it was done once. */
const anew = ({ requestHash: _, seen: __, ...context }: CommandContext): CommandContext => ({
  ...context,
  commandId: randomUUID(),
  repeatable: false,
});

/** Takes the place, or finds it taken for this attempt; STORE_BUSY where `limit` others hold that quarter. */
export const takePlace = (
  { slots }: Aggregates,
  place: Place,
  limit: number | null,
  context: CommandContext,
): Promise<Outcome<Slots>> => {
  const slot = slotOf(place);
  return slots.handle(streamOf(slot), { type: 'TakeSlot', ...slot, limit, now: context.now }, anew(context));
};

/** Frees what a cart took for an attempt that is over; for the last one where none is named. */
export const freePlaceOf = async (
  { carts, slots }: Aggregates,
  cartId: number,
  attempt: number | null,
  context: CommandContext,
): Promise<void> => {
  for (const event of (await carts.history(cartStream(cartId))).toReversed()) {
    if (event.type !== 'CartOrdered' || (attempt !== null && event.data.attempt !== attempt)) continue;
    const { storeId, quarter } = event.data;
    if (quarter === null) return;
    const slot = slotOf({ storeId, quarter, cartId, attempt: event.data.attempt });
    expectWritten(await slots.handle(streamOf(slot), { type: 'FreeSlot', ...slot }, context));
    return;
  }
};

/** Frees a place that was taken a while ago where its cart is not ordered with it: the process died in between, or was refused. */
export const sweepPlace = async (
  { carts, slots }: Aggregates,
  place: Place,
  context: CommandContext,
): Promise<void> => {
  const { cartId, quarter, attempt } = place;
  const { state: cart } = await carts.load(cartStream(cartId));
  const isOrdered = cart.status === 'ORDERED' || cart.status === 'PAID';
  if (isOrdered && cart.attempt === attempt && cart.quarter === quarter) return;
  const slot = slotOf(place);
  expectWritten(await slots.handle(streamOf(slot), { type: 'SweepSlot', ...slot, now: context.now }, anew(context)));
};

/** Neither is ever refused, but somebody else may have been first every time: then it is tried again. */
const expectWritten = (outcome: Outcome<Slots>): void => {
  if (isRefusal(outcome)) throw new Error(`a place could not be freed: ${outcome.refused}`);
};

/** The first time from `from` on (ISO 8601) at which the store takes an order; null where none is in sight. */
export const nextFreeAt = async (
  { slots }: Aggregates,
  storeId: number,
  store: TakingStore,
  from: string,
): Promise<string | null> => {
  const limit = store.settings.ordersPerQuarter;
  const known = new Map<string, Slots>();
  const isFree = (quarter: string): boolean => {
    const day = known.get(dateOfQuarter(quarter));
    return limit === null || !day || heldIn(day, quarter) < limit;
  };
  for (;;) {
    const at = nextFree(store, from, isFree);
    const date = at && dateOfQuarter(quarterOf(at));
    if (limit === null || date === null || known.has(date)) return at;
    known.set(date, (await slots.load(slotsStream(storeId, date))).state);
  }
};
