import { cartStream, customerHashIn, customerStream, orderStream } from '@doremi/domain';
import { EngineUnavailable, withinDeadline } from '@doremi/event-sourcing';
import { isErased, type KeyEntry, type KeyStore } from '@doremi/personal-data';
import type { Aggregates } from '../aggregates.js';
import type { CommandContext } from '../command-handler/command-context.js';
import type { OrderStatus } from '../order/order.decider.js';

const CLOSED: readonly OrderStatus[] = ['COMPLETED', 'CANCELLED'];

/** How long whoever asks for an erasure waits for the key store, which that does not need; milliseconds. */
const WAITS_FOR = 500;

/** Erases what is personal: the key is destroyed, and then that is written down. */
export class Erasing {
  constructor(
    private readonly aggregates: Pick<Aggregates, 'carts' | 'customers' | 'orders'>,
    private readonly keys: KeyStore,
  ) {}

  /** Whether something may have been sealed with the key. */
  async isUsed(keyId: string): Promise<boolean> {
    const [entry] = await this.keys.find([keyId]);
    return entry !== undefined && !isErased(entry);
  }

  /** The same; true as well where the key store does not say soon. */
  async mayBeUsed(keyId: string): Promise<boolean> {
    return (await soon(this.isUsed(keyId))) ?? true;
  }

  /** Ids of the orders that are not closed, and need what these keys open; lowest first. */
  async ordersUnder(keyIds: readonly string[]): Promise<readonly number[]> {
    return this.openAmong(await this.keys.find(keyIds));
  }

  /** The same; null where the key store does not say soon. */
  async ordersKnownUnder(keyIds: readonly string[]): Promise<readonly number[] | null> {
    const entries = await soon(this.keys.find(keyIds));
    return entries && this.openAmong(entries);
  }

  private async openAmong(entries: readonly KeyEntry[]): Promise<readonly number[]> {
    const carts = [...new Set(entries.flatMap((entry) => (isErased(entry) ? [] : entry.carts)))];
    const open = await Promise.all(carts.map(async (cartId) => ((await this.isOpen(cartId)) ? [cartId] : [])));
    return open.flat().sort((a, b) => a - b);
  }

  /** Destroys a key whose erasure was asked for. Once more it does nothing. */
  async erase(keyId: string, context: CommandContext): Promise<void> {
    await this.keys.erase(keyId, context.now);
    const stream = customerStream(customerHashIn(keyId));
    await this.aggregates.customers.handle(stream, { type: 'RecordErasure', keyId }, context);
  }

  /** An order that is being paid for is open, though no store has it yet. */
  private async isOpen(cartId: number): Promise<boolean> {
    const { carts, orders } = this.aggregates;
    const [order, cart] = await Promise.all([orders.load(orderStream(cartId)), carts.load(cartStream(cartId))]);
    if (order.state.status !== 'NONE') return !CLOSED.includes(order.state.status);
    return cart.state.status === 'ORDERED' || cart.state.status === 'PAID';
  }
}

/** An answer of the key store; null where there is none in time. */
const soon = async <Answer>(answer: Promise<Answer>): Promise<Answer | null> => {
  try {
    return await withinDeadline(WAITS_FOR, answer);
  } catch (error) {
    if (error instanceof EngineUnavailable) return null;
    throw error;
  }
};
