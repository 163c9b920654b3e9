import { batch, computed, signal, type Signal } from '@preact/signals';
import type { Told } from '../../live/live-hub.js';
import type { Memory } from './memory.js';
import { type BoardOrder, byAge, type Column, columnOf, COLUMNS, isUncooked, printOf } from './order-steps.js';

/** An order on the board. It lives for as long as the order is shown, whatever column it is in. */
export interface Entry {
  readonly orderId: number;
  readonly order: Signal<BoardOrder>;
  /** New, and nobody has seen it. */
  readonly isNew: Signal<boolean>;
  /** Not what somebody saw of it. */
  readonly isChanged: Signal<boolean>;
}

type Columns = Readonly<Record<Column, Signal<readonly Entry[]>>>;

/** Orders of a store that were cancelled on a business day (YYYY-MM-DD). Throws where nobody answers. */
export type CancelledOn = (day: string) => Promise<readonly BoardOrder[]>;

const without = (entries: readonly Entry[], gone: Entry): readonly Entry[] => entries.filter((one) => one !== gone);

const inserted = (entries: readonly Entry[], entry: Entry): readonly Entry[] => {
  const order = entry.order.peek();
  const at = entries.findLastIndex((one) => byAge(one.order.peek(), order) < 0) + 1;
  return entries.toSpliced(at, 0, entry);
};

/**
 * What a board shows: it is fed with what `GET /live` tells, and holds what is open, and what was cancelled until somebody has
 * acknowledged it. What it showed before and is not told any more, after a loss, is looked up: closed is not cancelled.
 */
export class Board {
  readonly columns: Columns = {
    todo: signal<readonly Entry[]>([]),
    cooking: signal<readonly Entry[]>([]),
    ready: signal<readonly Entry[]>([]),
    out: signal<readonly Entry[]>([]),
  };
  readonly cancelled = signal<readonly Entry[]>([]);
  /** Whether nothing is missing. */
  readonly isCurrent = signal(false);
  readonly refused = signal<{ readonly code: string; readonly status: number } | null>(null);
  readonly open = computed(() => COLUMNS.flatMap((column) => this.columns[column].value));
  /** How many stand out until somebody has seen them. */
  readonly unseen = computed(() => this.open.value.filter(({ isNew }) => isNew.value).length);
  /** How many were cancelled or changed, and nobody has said that they know. */
  readonly toKnow = computed(
    () => this.cancelled.value.length + this.open.value.filter(({ isChanged }) => isChanged.value).length,
  );
  private readonly entries = new Map<number, Entry>();
  private telling: Map<number, BoardOrder> | null = null;
  /** Whether the stream has told all there is. */
  private isTold = false;
  /** Those that were shown and are not told any more, by what is known of them. */
  private readonly vanished = new Map<number, string>();
  private looking: Promise<void> | null = null;

  constructor(
    private readonly memory: Memory,
    private readonly cancelledOn: CancelledOn,
  ) {}

  readonly hear = (told: Told): void =>
    batch(() => {
      switch (told.kind) {
        case 'snapshot':
          this.telling = new Map();
          this.isTold = false;
          this.settle();
          this.refused.value = null;
          return;
        case 'document': {
          const order = told.document as BoardOrder;
          if (this.telling) this.telling.set(order.orderId, order);
          else this.take(order);
          return;
        }
        case 'current':
          this.sweep();
          return void this.lookUp();
        case 'refused':
          this.refused.value = { code: told.code, status: told.status };
          return;
        case 'connection':
          if (!told.isUp) this.isTold = false;
          return this.settle();
      }
    });

  entry(orderId: number): Entry | undefined {
    return this.entries.get(orderId);
  }

  /** Somebody has seen it as it is. */
  see(entry: Entry): void {
    const order = entry.order.peek();
    this.memory.see(entry.orderId, printOf(order), order.businessDay);
    this.mark(entry);
  }

  seeAll(): void {
    batch(() => {
      for (const entry of this.open.peek()) if (entry.isNew.peek() || entry.isChanged.peek()) this.see(entry);
    });
  }

  /** Somebody knows that it was cancelled: it goes. */
  acknowledge(orderId: number): void {
    this.memory.acknowledge(orderId);
    const entry = this.entries.get(orderId);
    if (entry?.order.peek().status === 'CANCELLED') batch(() => this.remove(entry));
  }

  /** What another window of this profile saw or acknowledged. */
  takeMarks(): void {
    this.memory.takeMarks();
    batch(() => {
      for (const entry of this.open.peek()) this.mark(entry);
      for (const entry of this.cancelled.peek()) if (this.memory.isAcknowledged(entry.orderId)) this.remove(entry);
    });
  }

  /** Asks what became of those that are not told any more, where there are such; to be tried again where nobody answers. */
  lookUp(): Promise<void> {
    if (this.vanished.size === 0) return Promise.resolve();
    this.looking ??= this.ask(new Map(this.vanished)).finally(() => (this.looking = null));
    return this.looking;
  }

  private async ask(asked: ReadonlyMap<number, string>): Promise<void> {
    try {
      const days = [...new Set(asked.values())];
      const cancelled = (await Promise.all(days.map((day) => this.cancelledOn(day)))).flat();
      batch(() => this.learn(asked, cancelled));
    } catch {
      // They are shown as they were, and the board says that it is not up to date.
    }
  }

  /** How much it holds. */
  get size(): number {
    return this.entries.size + this.vanished.size + (this.telling?.size ?? 0);
  }

  private learn(asked: ReadonlyMap<number, string>, cancelled: readonly BoardOrder[]): void {
    const found = new Map(cancelled.map((order) => [order.orderId, order]));
    for (const orderId of asked.keys()) {
      // It may have been told in the meantime.
      if (!this.vanished.delete(orderId)) continue;
      const order = found.get(orderId);
      const entry = this.entries.get(orderId);
      if (order) this.take(order);
      else if (entry) this.remove(entry);
      else this.memory.forget(orderId);
    }
    this.settle();
  }

  /** All there is was told. */
  private sweep(): void {
    const told = this.telling;
    this.telling = null;
    if (told) {
      for (const order of told.values()) this.take(order);
      const shownBefore = [
        ...this.memory.orders,
        ...this.open.peek().map(({ order }) => [order.peek().orderId, order.peek().businessDay] as const),
      ];
      for (const [orderId, day] of shownBefore)
        if (!told.has(orderId) && this.entries.get(orderId)?.order.peek().status !== 'CANCELLED')
          this.vanished.set(orderId, day);
    }
    this.isTold = true;
    this.settle();
  }

  private settle(): void {
    this.isCurrent.value = this.isTold && this.vanished.size === 0;
  }

  private take(order: BoardOrder): void {
    const { orderId } = order;
    this.vanished.delete(orderId);
    const known = this.entries.get(orderId);
    const isShown = known !== undefined || this.memory.wasShown(orderId);
    const isOpen = columnOf(order) !== null;
    const isToBeKnown = order.status === 'CANCELLED' && isShown && !this.memory.isAcknowledged(orderId);
    if (isOpen || isToBeKnown) this.put(known ?? this.make(order), order);
    else if (known) this.remove(known);
    else this.memory.forget(orderId);
  }

  private make(order: BoardOrder): Entry {
    const entry: Entry = {
      orderId: order.orderId,
      order: signal(order),
      isNew: signal(false),
      isChanged: signal(false),
    };
    this.entries.set(order.orderId, entry);
    const list = this.listOf(order);
    list.value = inserted(list.value, entry);
    return entry;
  }

  private put(entry: Entry, order: BoardOrder): void {
    const before = this.listOf(entry.order.peek());
    entry.order.value = order;
    const list = this.listOf(order);
    if (list !== before) {
      before.value = without(before.value, entry);
      list.value = inserted(list.value, entry);
    }
    this.memory.show(order.orderId, printOf(order), order.businessDay);
    this.mark(entry);
  }

  private mark(entry: Entry): void {
    const order = entry.order.peek();
    entry.isNew.value = isUncooked(order) && !this.memory.isSeen(entry.orderId);
    entry.isChanged.value = !entry.isNew.value && this.memory.isOther(entry.orderId, printOf(order));
  }

  private remove(entry: Entry): void {
    const list = this.listOf(entry.order.peek());
    list.value = without(list.value, entry);
    this.entries.delete(entry.orderId);
    this.vanished.delete(entry.orderId);
    this.memory.forget(entry.orderId);
  }

  private listOf(order: BoardOrder): Signal<readonly Entry[]> {
    const column = columnOf(order);
    return column ? this.columns[column] : this.cancelled;
  }
}
