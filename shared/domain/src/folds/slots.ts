import type { Slot, SlotEvent } from '../events/slot.events.js';
import { timeOfQuarter } from '../hours/quarters.js';
import { type SlotsDay, slotsModel } from '../read-models/slots.document.js';
import { projection } from '@doremi/event-sourcing';

const counted = (day: SlotsDay | undefined, { storeId, date, quarter }: Slot, more: number): SlotsDay => {
  const time = timeOfQuarter(quarter);
  return { storeId, date, held: { ...day?.held, [time]: Math.max(0, (day?.held[time] ?? 0) + more) } };
};

/** How many places of each store's quarters of an hour are held, of stores that count them. */
export const slots = projection<SlotsDay, SlotEvent>({
  ...slotsModel,
  key: ({ data }) => `${data.storeId}.${data.date}`,
  on: {
    SlotTaken: (day, slot) => counted(day, slot, 1),
    SlotFreed: (day, slot) => counted(day, slot, -1),
  },
  indexes: [{ storeId: 1, date: 1 }],
});
