import { setTimeout as pause } from 'node:timers/promises';
import { Seeded } from '../seeded.js';
import { Client } from './client.js';
import type { Acknowledged } from './acknowledged.js';

/** How many orders a store works on at once, and how long it waits between two looks at its board; milliseconds. */
const ORDERS_AT_ONCE = 8;
const LOOK_EVERY = 400;

/** What a store remembers of an order it works on; its board may be a moment behind. */
interface Ticket {
  readonly random: Seeded;
  recalled: boolean;
  failed: boolean;
}

interface BoardOrder {
  readonly orderId: number;
  readonly status: string;
}

/** One store: cooks and delivers what is on its board until it is told to close. */
export class StoreWorkload {
  private readonly client: Client;
  private readonly tickets = new Map<number, Ticket>();

  constructor(
    private readonly storeId: number,
    private readonly seed: number,
    url: string,
    private readonly acknowledged: Acknowledged,
  ) {
    this.client = new Client(url, `store:${storeId}`, acknowledged);
  }

  async work(closing: AbortSignal): Promise<void> {
    while (!closing.aborted) {
      const { body } = await this.client.read(`/orders?storeId=${this.storeId}`);
      const orders = (body.items ?? []) as readonly BoardOrder[];
      await Promise.all(orders.slice(0, ORDERS_AT_ONCE).map((order) => this.next(order)));
      await pause(LOOK_EVERY);
    }
  }

  /** Takes the next step of an order. What the board shows late is refused or repeated, and both do no harm. */
  private async next({ orderId, status }: BoardOrder): Promise<void> {
    const ticket = this.ticketOf(orderId);
    const { random } = ticket;
    const step = (path: string, body?: object) => {
      const key = `store-${orderId}-${path.replaceAll('/', '-')}-${ticket.recalled}-${ticket.failed}`;
      return this.client.command('POST', `/myorder/${path}`, key, body);
    };
    const because = { reason: 'chaos' };
    switch (status) {
      case 'RECEIVED':
        if (random.chance(0.04)) return this.noteCancelled(orderId, (await step(`${orderId}/refuse`, because)).status);
        return void (await step(random.chance(0.7) ? `${orderId}/accept` : `${orderId}/cooking/start`));
      case 'ACCEPTED':
        if (random.chance(0.04)) return this.noteCancelled(orderId, (await step(`${orderId}/cancel`, because)).status);
        return void (await step(`${orderId}/cooking/start`));
      case 'COOKING':
        return void (await step(random.chance(0.7) ? `${orderId}/cooking/complete` : `delivery/${orderId}`));
      case 'READY':
        if (ticket.recalled || !random.chance(0.1)) return void (await step(`delivery/${orderId}`));
        await step(`${orderId}/recall`, because);
        ticket.recalled = true;
        return;
      case 'DELIVERING':
        if (ticket.failed || !random.chance(0.1)) return void (await step(`delivery/${orderId}/complete`));
        await step(`delivery/${orderId}/fail`, because);
        ticket.failed = true;
        return;
      case 'DELIVERY_FAILED':
        if (random.chance(0.3)) return this.noteCancelled(orderId, (await step(`${orderId}/cancel`, because)).status);
        return void (await step(`delivery/${orderId}`));
    }
  }

  private ticketOf(orderId: number): Ticket {
    const known = this.tickets.get(orderId);
    if (known) return known;
    const ticket = { random: new Seeded('order', this.seed, orderId), recalled: false, failed: false };
    this.tickets.set(orderId, ticket);
    return ticket;
  }

  private noteCancelled(orderId: number, status: number): void {
    const cart = this.acknowledged.carts.find(({ cartId }) => cartId === orderId);
    if (cart && status === 200) cart.cancelled = true;
  }
}
