import type { BoardOrder } from '@doremi/domain';
import { NOT_SHOWN } from '@doremi/http';
import { EventSource } from '@doremi/http/testing';
import { expect } from '@jest/globals';
import { boardOrder } from '../orders.responses.js';

type Said = Readonly<Record<string, unknown>>;

/** What somebody was told of orders, put together; in these, totals only grow. */
class Told {
  private readonly orders = new Map<number, Said>();
  /** How far each was that was ever told. */
  private readonly totals = new Map<number, number>();

  /** Takes what was told; the fault where it is older than what was told before. */
  take(order: Said): Said | null {
    const [orderId, total] = [Number(order.orderId), Number(order.total)];
    this.orders.set(orderId, order);
    const before = this.totals.get(orderId) ?? 0;
    this.totals.set(orderId, total);
    return before > total ? { before, order } : null;
  }

  forget(): void {
    this.orders.clear();
  }

  /** Whether it knows nothing that is not so any more, and `needed` of what is. */
  isRight(documents: readonly BoardOrder[], isNeeded: (document: BoardOrder) => boolean): boolean {
    return documents.every((document) => {
      const told = this.orders.get(document.orderId);
      const shown = JSON.stringify(boardOrder.responseOf(document, NOT_SHOWN, () => null));
      return told ? JSON.stringify(told) === shown : !isNeeded(document);
    });
  }
}

abstract class Screen {
  readonly faults: unknown[] = [];
  isThere = false;
  protected abstract readonly client: EventSource;

  async come(): Promise<void> {
    if (!this.isThere) expect(await this.client.open()).toBe(200);
    this.isThere = true;
  }

  lose(): void {
    this.client.lose();
    this.isThere = false;
  }

  protected take(told: Told, order: Said): void {
    const fault = told.take(order);
    if (fault) this.faults.push(fault);
  }

  /** Whether it shows the open orders and no other, and knows nothing that is not so any more. */
  abstract shows(documents: readonly BoardOrder[]): boolean;
}

/** A store's board, on a stream of its own. */
export class BoardScreen extends Screen {
  protected readonly client: EventSource;
  private readonly told = new Told();

  constructor(
    url: string,
    private readonly storeId: number,
  ) {
    super();
    this.client = new EventSource(`${url}/stores/${storeId}/board/stream`, {}, (order) => this.take(this.told, order));
  }

  shows(documents: readonly BoardOrder[]): boolean {
    const own = documents.filter(({ storeId }) => storeId === this.storeId);
    return this.told.isRight(own, ({ open }) => open);
  }
}

/** Several topics on one stream; it comes back with others as it likes. */
export class LiveScreen extends Screen {
  protected client: EventSource;
  private topics: readonly string[] = ['orders'];
  private readonly told = new Map<string, Told>();
  private readonly current = new Set<string>();

  constructor(private readonly url: string) {
    super();
    this.client = this.asking(null);
  }

  /** Leaves and comes back at once, with these topics and the id that it has. */
  async watch(topics: readonly string[]): Promise<void> {
    this.lose();
    this.topics = topics;
    this.client = this.asking(this.client.lastId);
    await this.come();
  }

  override lose(): void {
    super.lose();
    this.current.clear();
  }

  shows(documents: readonly BoardOrder[]): boolean {
    return this.topics.every((topic) => {
      const told = this.told.get(topic);
      if (!told || !this.current.has(topic)) return false;
      if (topic === 'orders') return told.isRight(documents, () => false);
      const own = documents.filter(({ storeId }) => `board:${storeId}` === topic);
      return told.isRight(own, ({ open }) => open);
    });
  }

  private asking(lastId: string | null): EventSource {
    const topics = this.topics.join(',');
    const client = new EventSource(`${this.url}/live?topics=${topics}`, {}, (data, event) => this.hear(event, data));
    client.lastId = lastId;
    return client;
  }

  private hear(event: string | null, data: Said): void {
    const topic = typeof data.topic === 'string' ? data.topic : (event ?? '');
    const told = this.told.get(topic) ?? new Told();
    this.told.set(topic, told);
    if (event === 'snapshot') told.forget();
    else if (event === 'current') this.current.add(topic);
    else this.take(told, data);
  }
}
