import type { ReadModel } from '@doremi/event-sourcing';

/** How many places of a store's quarters of an hour are held, on one UTC date. */
export interface SlotsDay {
  readonly storeId: number;
  /** YYYY-MM-DD. */
  readonly date: string;
  /** By when the quarter begins, HH:MM in UTC. */
  readonly held: Readonly<Record<string, number>>;
}

export const slotsModel: ReadModel<SlotsDay> = { name: 'slots', version: 1, database: 'main' };
