import { type EventStore, type NewEvent, WrongExpectedRevision } from '@doremi/event-sourcing';
import { Counter, Histogram, type Registry } from '@doremi/process';

/** What a payment came to, by the event that says so. */
const PAYMENTS: Readonly<Record<string, string>> = {
  PaymentApproved: 'approved',
  PaymentDeclined: 'declined',
  PaymentOutcomeUnknown: 'unknown',
  PaymentRefunded: 'refunded',
  RefundFailed: 'refund_failed',
};

const NOT_CHARGED = 'not_charged';

/** What became of an add that had to wait. */
const HOLDS: Readonly<Record<string, string>> = {
  MenuAddHeld: 'held',
  HeldMenuAdded: 'settled',
  HeldMenuDropped: 'dropped',
};

/** What became of a place in a quarter of an hour. */
const PLACES: Readonly<Record<string, string>> = { SlotTaken: 'taken', SlotFreed: 'freed' };

/**
 * The event store with its appends timed, and what they say counted: payments, holds and places by outcome. An append that is
 * repeated because its answer was lost counts twice; that is rare, and these are for watching, not for accounts.
 */
export const measureAppends = (store: EventStore, registry: Registry): EventStore => {
  const registers = [registry];
  const duration = new Histogram({
    name: 'doremi_append_duration_seconds',
    help: 'Time of an append to the event store by outcome: appended, conflict (somebody else was first) or failed',
    labelNames: ['outcome'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
    registers,
  });
  const labelNames = ['outcome'];
  const payments = new Counter({ name: 'doremi_payments_total', help: 'Payments by outcome', labelNames, registers });
  const holds = new Counter({
    name: 'doremi_holds_total',
    help: 'Adds that waited for the menu service: held, then settled or dropped',
    labelNames,
    registers,
  });
  const places = new Counter({
    name: 'doremi_places_total',
    help: 'Places in quarters of an hour, where a store takes so many orders: taken for an order, or freed again',
    labelNames,
    registers,
  });

  for (const outcome of ['appended', 'conflict', 'failed']) duration.zero({ outcome });
  for (const outcome of [...Object.values(PAYMENTS), NOT_CHARGED]) payments.inc({ outcome }, 0);
  for (const outcome of Object.values(HOLDS)) holds.inc({ outcome }, 0);
  for (const outcome of Object.values(PLACES)) places.inc({ outcome }, 0);

  const count = (events: readonly NewEvent[]): void => {
    for (const { event } of events) {
      const [payment, hold, place] = [PAYMENTS[event.type], HOLDS[event.type], PLACES[event.type]];
      if (payment) payments.inc({ outcome: notTaken(event) ? NOT_CHARGED : payment });
      if (hold) holds.inc({ outcome: hold });
      if (place) places.inc({ outcome: place });
    }
  };

  return {
    append: async (stream, expected, events) => {
      const end = duration.startTimer();
      try {
        const appended = await store.append(stream, expected, events);
        end({ outcome: 'appended' });
        count(events);
        return appended;
      } catch (error) {
        end({ outcome: error instanceof WrongExpectedRevision ? 'conflict' : 'failed' });
        throw error;
      }
    },
    read: (...args) => store.read(...args),
    end: () => store.end(),
    subscribe: (options) => store.subscribe(options),
    consume: (...args) => store.consume(...args),
    ping: () => store.ping(),
    close: () => store.close(),
  };
};

/** The payment provider was not there: nobody declined anything. */
const notTaken = ({ type, data }: NewEvent['event']): boolean =>
  type === 'PaymentDeclined' && (data as { code?: string }).code === 'PROVIDER_UNAVAILABLE';
