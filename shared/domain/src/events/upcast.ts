import type { DomainEvent } from '@doremi/event-sourcing';
import { PLAIN_CARD } from './menu-card.js';

type Data = Readonly<Record<string, unknown>>;
type Upcaster = (data: Data) => Data;

// Version 1 of a card knew no more than name, type, description and price.
const plainCard: Upcaster = (data) => ({ ...data, ...PLAIN_CARD });

// Options came with version 2, or 3: nothing had any before.
const noOptions: Upcaster = (data) => ({ ...data, options: [] });
const linesWithoutOptions: Upcaster = (data) => ({ ...data, lines: (data.lines as readonly Data[]).map(noOptions) });

/**
 * One step per older schemaVersion of a type, in order: the first takes version 1 to 2, the next 2 to 3.
 * Readers only ever see the newest shape; what was written stays as it was written.
 */
const upcasters: Readonly<Record<string, readonly Upcaster[]>> = {
  CartOrdered: [linesWithoutOptions],
  CartPaid: [linesWithoutOptions],
  HeldMenuAdded: [noOptions],
  // Version 1 did not say what the customer was shown.
  MenuAddHeld: [(data) => ({ ...data, seen: null }), noOptions],
  MenuAddedToCart: [noOptions],
  MenuConfirmationRequested: [plainCard],
  MenuOffered: [plainCard],
  MenuRegistered: [plainCard],
  MenuRevised: [plainCard],
  OrderReceived: [linesWithoutOptions],
  // Version 1 knew one country only.
  StoreRegistered: [(data) => ({ ...data, timezone: 'Asia/Seoul' })],
};

/** The schemaVersion that new events of the type are written with. */
export const currentVersionOf = (type: string): number => (upcasters[type]?.length ?? 0) + 1;

/** Every type that was written in more shapes than one, with its version: a state that was folded otherwise is another one. */
export const UPCAST_VERSIONS = Object.keys(upcasters)
  .sort()
  .map((type) => `${type}.${currentVersionOf(type)}`)
  .join(' ');

/** An event was written by a newer release, in a shape that this one does not know. */
export class NewerEventVersion extends Error {
  constructor({ type, metadata: { schemaVersion } }: Versioned) {
    super(`a ${type} has version ${schemaVersion}, and this release knows version ${currentVersionOf(type)}`);
  }
}

interface Versioned {
  readonly type: string;
  readonly metadata: { readonly schemaVersion: number };
}

/** Throws NewerEventVersion: what such an event says can't be told from its data. */
export const expectKnownVersion = (event: Versioned): void => {
  if (event.metadata.schemaVersion > currentVersionOf(event.type)) throw new NewerEventVersion(event);
};

/** Brings an event's data from the version it was written with to the newest shape. Pure; unknown types pass unchanged. */
export const upcast = (type: string, schemaVersion: number, data: Data): DomainEvent => ({
  type,
  data: (upcasters[type] ?? []).slice(schemaVersion - 1).reduce((older, step) => step(older), data),
});
