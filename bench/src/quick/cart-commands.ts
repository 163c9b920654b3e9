import { randomUUID } from 'node:crypto';
import {
  type Aggregates,
  aggregatesOn,
  type Cart,
  type CartCommand,
  type CommandContext,
  type Outcome,
  SNAPSHOT_EVERY,
} from '@doremi/command-api';
import { type EventStore, isRefusal, type SnapshotStore } from '@doremi/event-sourcing';
import { ANONYMOUS } from '@doremi/domain';

const PRICED = { menuId: 1, revision: 1, menuName: 'pizza3', quantity: 1, unitPrice: 15_000 };
export const PIZZA = { ...PRICED, options: [] } as const;

/** A command of its own, as a request without an Idempotency-Key makes it. */
export const newContext = (): CommandContext => {
  const commandId = randomUUID();
  return {
    commandId,
    actor: ANONYMOUS,
    correlationId: randomUUID(),
    causationId: commandId,
    now: new Date().toISOString(),
    repeatable: false,
  };
};

/** The command handler of carts, in this process, as it is shipped. A new one has nothing in its cache. */
export const cartsOn = (store: EventStore & SnapshotStore): Aggregates['carts'] =>
  aggregatesOn(store, undefined, undefined, { store, every: SNAPSHOT_EVERY }).carts;

/** Does a command; a refusal would make the measurement worthless, so it throws. */
export const handled = async (
  carts: Aggregates['carts'],
  stream: string,
  command: CartCommand,
  isNew = false,
): Promise<Outcome<Cart>> => {
  const outcome = await carts.handle(stream, command, newContext(), isNew);
  if (isRefusal(outcome)) throw new Error(`${stream} refused ${command.type}: ${outcome.refused}`);
  return outcome;
};

export const createCart = (cartId: number): CartCommand => ({
  type: 'CreateCart',
  cartId,
  storeId: 2002,
  customerId: ANONYMOUS.sub,
  storeStatus: 'OPEN',
});

export const addPizza: CartCommand = { type: 'AddMenu', by: ANONYMOUS, ...PIZZA };
