import type { DomainEvent } from '@doremi/event-sourcing';
import type { Minor } from '../money.js';
import { PLAIN_CARD } from './menu-card.js';
import { plainOrder, plainTerms } from './order-terms.js';
import { adds, type Data, inEach, type SchemaStep, widens } from './schema-step.js';

// Version 1 of a card knew no more than name, type, description and price.
const card = adds(() => PLAIN_CARD);

// Options came with version 2, or 3: nothing had any before.
const options = adds(() => ({ options: [] }));
const optionsOfLines = inEach('lines', options);

// Version 2 cost its lines, and nobody wrote down in what currency.
const terms = adds(({ total }) => ({ ...plainTerms(total as Minor) }));
const termsOfOrder = adds(({ total }) => plainOrder(total as Minor));

// Version 1 was given without a promise.
const promise = adds(() => ({ promisedAt: null, secondsLate: null }));

// A reason was plain text, whoever gave it.
const reason = widens('reason', (value) => typeof value === 'string');

/**
 * One step per older schemaVersion of a type, in order: the first takes version 1 to 2, the next 2 to 3.
 * Readers only ever see the newest shape; what was written stays as it was written.
 */
const steps: Readonly<Record<string, readonly SchemaStep[]>> = {
  // Version 3 took no place that is counted.
  CartOrdered: [optionsOfLines, terms, adds(() => ({ quarter: null }))],
  CartPaid: [optionsOfLines, terms],
  CookingRecalled: [reason],
  DeliveryCompleted: [promise],
  DeliveryFailed: [reason],
  HeldMenuAdded: [options],
  // Version 1 did not say what the customer was shown.
  MenuAddHeld: [adds(() => ({ seen: null })), options],
  MenuAddedToCart: [options],
  MenuConfirmationRequested: [card],
  MenuOffered: [card],
  MenuRegistered: [card],
  MenuRevised: [card],
  // Version 1 said neither what was cancelled nor why.
  OrderCancelled: [adds(() => ({ code: null, lines: [] })), reason],
  OrderReceived: [optionsOfLines, termsOfOrder],
  PaymentRefunded: [adds(() => ({ net: null, tax: null, by: null }))],
  PaymentRequested: [adds(() => ({ currency: null, taxRate: null }))],
  RefundRequested: [adds(() => ({ by: null }))],
  // Version 1 knew one country only.
  StoreRegistered: [adds(() => ({ timezone: 'Asia/Seoul' }))],
};

/** The newest schemaVersion of the type: the shape that readers see. */
export const currentVersionOf = (type: string): number => (steps[type]?.length ?? 0) + 1;

/** Every type that was written in more shapes than one, with its version: a state that was folded otherwise is another one. */
export const UPCAST_VERSIONS = Object.keys(steps)
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
  data: (steps[type] ?? []).slice(schemaVersion - 1).reduce((older, step) => step.up(older), data),
});

/**
 * An event as it is written: in the lowest version that can say it. While a release goes out, processes of the one before read
 * what those of this one write; they go on with whatever is nothing new to them. Pure.
 */
export const writtenOf = ({
  type,
  data,
}: DomainEvent): { readonly event: DomainEvent; readonly schemaVersion: number } => {
  let written = data as Data;
  let schemaVersion = currentVersionOf(type);
  for (const step of [...(steps[type] ?? [])].reverse()) {
    const older = step.down(written);
    if (!older) break;
    written = older;
    schemaVersion--;
  }
  return { event: { type, data: written }, schemaVersion };
};
