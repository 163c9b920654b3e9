import { currentVersionOf, upcast } from '@doremi/domain';
import {
  anyCartEvent,
  anyMenuEvent,
  anyOrderEvent,
  anyPaymentEvent,
  anyStoreEvent,
  anyStoreMenuEvent,
} from '@doremi/domain/testing';
import { type Decider, type DomainEvent, isRefusal, type Recorded } from '@doremi/event-sourcing';
import { happened } from '@doremi/event-sourcing/testing';
import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { cart } from '../cart/cart.decider.js';
import { anyCartCommand } from '../cart/testing/any-cart-command.js';
import { menu } from '../menu/menu.decider.js';
import { anyMenuCommand } from '../menu/testing/any-menu-command.js';
import { order } from '../order/order.decider.js';
import { anyOrderCommand } from '../order/testing/any-order-command.js';
import { payment } from '../payment/payment.decider.js';
import { anyAdoptingCommand, anyPaymentCommand } from '../payment/testing/any-payment-command.js';
import { storeMenu } from '../store-menu/store-menu.decider.js';
import { anyStoreMenuCommand } from '../store-menu/testing/any-store-menu-command.js';
import { store } from '../store/store.decider.js';
import { anyStoreCommand } from '../store/testing/any-store-command.js';
import { MemoryEventStore } from '../testing/memory-event-store.js';
import { CommandHandler, type Outcome } from './command-handler.js';
import { Snapshots, type SnapshotOutcome } from './snapshots.js';
import { keyed } from './testing/counter.js';

/** Events come out in their newest shape, as they do of EventStoreDB. */
class UpcastingEventStore extends MemoryEventStore {
  override async read(...args: Parameters<MemoryEventStore['read']>) {
    return (await super.read(...args)).map(upcasted);
  }

  override async newest(...args: Parameters<MemoryEventStore['newest']>) {
    const { events, isAll } = await super.newest(...args);
    return { events: events.map(upcasted), isAll };
  }
}
const upcasted = (event: Recorded): Recorded => ({
  ...event,
  ...upcast(event.type, event.metadata.schemaVersion, event.data as Readonly<Record<string, unknown>>),
});

interface Step<Command> {
  readonly command: Command;
  /** The key that its request has, and what its body is like; a request without a key is one of its own. */
  readonly key: number | null;
  readonly body: string;
  /** Whether a process does it that has nothing in its cache. */
  readonly isFresh: boolean;
}

const STREAM = 'aggregate-1';
/** Few, so that they are used again. */
const anyKey = fc.nat(8);

/** What was written, by whichever releases: some of it in a shape that is not written any more. */
const historyOf = (anyEvent: fc.Arbitrary<DomainEvent>): fc.Arbitrary<readonly Recorded[]> =>
  fc
    .array(fc.tuple(anyEvent, anyKey, fc.boolean()), { maxLength: 25 })
    .map((events) => events.map(([event, key, isOld], revision) => recorded(event, key, isOld, revision)));

const recorded = ({ type, data }: DomainEvent, key: number, isOld: boolean, revision: number): Recorded => {
  const schemaVersion = isOld ? 1 : currentVersionOf(type);
  const { seen: _, timezone: __, ...oldest } = data as Readonly<Record<string, unknown>>;
  const event = happened({ type, data: schemaVersion < currentVersionOf(type) ? oldest : data }, revision);
  const metadata = { ...event.metadata, schemaVersion, commandId: `key-${key}`, requestHash: 'body' };
  return { ...event, id: `written-${revision}`, stream: STREAM, metadata };
};

/** What a client is told, and what is acted on. */
const told = <State>(outcome: Outcome<State>) => {
  if (isRefusal(outcome)) return outcome;
  const { state, revision, last, answeredAt } = outcome;
  return { state, revision, last, answeredAt };
};

/** What the steps come to with states that are kept every so many events, or without any. */
const done = async <State, Command extends { readonly type: string }, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  history: readonly Recorded[],
  steps: readonly Step<Command>[],
  every: number | null,
  seen: Set<SnapshotOutcome> = new Set(),
) => {
  const store = new UpcastingEventStore(history);
  const snapshots = every && new Snapshots({ store, every, observe: (outcome) => seen.add(outcome) });
  const process = () => new CommandHandler(store, decider, undefined, undefined, snapshots || null);
  let handler = process();
  const outcomes: unknown[] = [];
  for (const [index, { command, key, body, isFresh }] of steps.entries()) {
    if (isFresh) handler = process();
    const context = key === null ? { ...keyed(`once-${index}`), requestHash: undefined } : keyed(`key-${key}`, body);
    const { requestHash, ...rest } = context;
    const given = { ...rest, repeatable: key !== null, causationId: 'cause', ...(requestHash && { requestHash }) };
    outcomes.push(told(await handler.handle(STREAM, command, given)));
    outcomes.push((await handler.repeated(STREAM, given).then((again) => again && told(again))) ?? null);
    // What is to be kept is.
    await new Promise(setImmediate);
  }
  return { outcomes, log: store.log };
};

/** Whatever happened: commands come to the same, whether states are kept beside the streams or not. */
const expectAlike = async <State, Command extends { readonly type: string }, Event extends DomainEvent>(
  decider: Decider<State, Command, Event>,
  anyEvent: fc.Arbitrary<Event>,
  anyCommand: fc.Arbitrary<Command>,
): Promise<void> => {
  const key = fc.option(anyKey);
  const body = fc.constantFrom('body', 'body', 'body', 'another');
  const steps = fc.array(fc.record({ command: anyCommand, key, body, isFresh: fc.boolean() }), { maxLength: 25 });
  const seen = new Set<SnapshotOutcome>();
  await fc.assert(
    fc.asyncProperty(historyOf(anyEvent), steps, fc.integer({ min: 1, max: 8 }), async (history, then, every) => {
      const without = await done(decider, history, then, null);
      expect(await done(decider, history, then, every, seen)).toEqual(without);
    }),
    { numRuns: 150 },
  );
  expect([...seen].sort()).toEqual(['kept', 'used']);
};

test('carts', () => expectAlike(cart, anyCartEvent, anyCartCommand));
test('menus', () => expectAlike(menu, anyMenuEvent, anyMenuCommand));
test('orders', () => expectAlike(order, anyOrderEvent, anyOrderCommand));
test('payments', () => expectAlike(payment, anyPaymentEvent, fc.oneof(anyPaymentCommand, anyAdoptingCommand)));
test('store menus', () => expectAlike(storeMenu, anyStoreMenuEvent, anyStoreMenuCommand));
test('stores', () => expectAlike(store, anyStoreEvent, anyStoreCommand));
