import type { Slot, SlotEvent } from '@doremi/domain';
import { type Decider, refuse } from '@doremi/event-sourcing';

/** Who holds a place. */
export interface Holder {
  readonly quarter: string;
  readonly cartId: number;
  readonly attempt: number;
  /** ISO 8601. */
  readonly takenAt: string;
}

/** A store's places for orders of one UTC date. */
export interface Slots {
  readonly holders: readonly Holder[];
}

export type SlotCommand =
  /** `limit` is how many orders the store takes in a quarter of an hour; null for any number. */
  | (Slot & { readonly type: 'TakeSlot'; readonly limit: number | null; readonly now: string })
  /** That attempt is over: its order was cancelled, or it was not paid. */
  | (Slot & { readonly type: 'FreeSlot' })
  /** The cart is not at that attempt, as the sweep saw it. */
  | (Slot & { readonly type: 'SweepSlot'; readonly now: string });

export type SlotRefusal = 'STORE_BUSY';

/** For how long a place that was taken is its cart's, ordered or not; milliseconds. */
export const SLOT_KEPT_FOR = 15_000;

/**
 * From when on a place that was taken is taken anew before it is relied on. The sweep may be about to free it: taken anew, it
 * stands on the stream with another time, and what the sweep decided on what was there before is decided again. The rest of
 * SLOT_KEPT_FOR is for the clocks of two machines, which may differ by as much.
 */
const TAKEN_ANEW_AFTER = 10_000;

/** Whose quarter is taken for whom: never more than there are, since whoever takes one writes it behind what they saw. */
export const slots: Decider<Slots, SlotCommand, SlotEvent, SlotRefusal> = {
  initial: { holders: [] },

  decide: (command, { holders }) => {
    const { storeId, date, quarter, cartId, attempt } = command;
    const slot = { storeId, date, quarter, cartId, attempt };
    const held = holders.find((one) => isSame(one, slot));
    switch (command.type) {
      case 'TakeSlot': {
        const { limit, now } = command;
        const taken: SlotEvent = { type: 'SlotTaken', data: { ...slot, takenAt: now } };
        if (held && age(held, now) < TAKEN_ANEW_AFTER) return [];
        // What this cart holds for an attempt that is over makes room for this one.
        const own = holders.filter((one) => one.quarter === quarter && one.cartId === cartId && one.attempt <= attempt);
        const others = holders.filter((one) => one.quarter === quarter && !own.includes(one));
        if (!held && limit !== null && others.length >= limit) return refuse('STORE_BUSY', { quarter });
        return [...own.map((one) => freed({ ...slot, attempt: one.attempt })), taken];
      }
      case 'FreeSlot':
        return held ? [freed(slot)] : [];
      case 'SweepSlot':
        return held && age(held, command.now) >= SLOT_KEPT_FOR ? [freed(slot)] : [];
    }
  },

  foldVersion: 1,
  evolve: ({ holders }, event) => {
    const others = holders.filter((one) => !isSame(one, event.data));
    switch (event.type) {
      case 'SlotTaken': {
        const { quarter, cartId, attempt, takenAt } = event.data;
        return { holders: [...others, { quarter, cartId, attempt, takenAt }] };
      }
      case 'SlotFreed':
        return { holders: others };
    }
  },
};

const isSame = (one: Omit<Holder, 'takenAt'>, other: Omit<Holder, 'takenAt'>): boolean =>
  one.quarter === other.quarter && one.cartId === other.cartId && one.attempt === other.attempt;

const age = ({ takenAt }: Holder, now: string): number => Date.parse(now) - Date.parse(takenAt);

const freed = (slot: Slot): SlotEvent => ({ type: 'SlotFreed', data: slot });

/** How many places of a quarter are held. */
export const heldIn = ({ holders }: Slots, quarter: string): number =>
  holders.filter((one) => one.quarter === quarter).length;
