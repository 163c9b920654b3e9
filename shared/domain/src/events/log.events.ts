import type { DomainEvent } from '@doremi/event-sourcing';

/**
 * STORAGE FORMAT: these names and shapes are written to the event store for good. Never rename or change one in place;
 * a new shape is a new schemaVersion with an upcaster and a golden file of the old shape (see upcast.ts).
 */

/** The highest ids and numbers that were given out, as far as somebody knew. New ones begin above them. */
export interface Floors {
  readonly menu: number;
  readonly cart: number;
  /** By the stream of a store's day, the highest number of a receipt; of the last two days. */
  readonly [receipts: `receipts-${string}`]: number;
}

/** By what they are called. */
export const FLOORS = ['menu', 'cart'] as const satisfies readonly (keyof Floors)[];

export type LogEvent =
  /**
   * An operator accepted an event store that is not the one that was read, a restored backup for example: the event
   * `expectedEventId` had stood at `position`. `generation` counts them, from 1.
   */
  DomainEvent<
    'LogAccepted',
    {
      readonly generation: number;
      readonly by: string;
      readonly position: string;
      readonly expectedEventId: string;
      readonly floors: Floors;
    }
  >;
