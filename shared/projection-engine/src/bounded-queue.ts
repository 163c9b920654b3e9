/** A queue between a source and its consumer: the source waits while it is full, the consumer while it is empty. */
export class BoundedQueue<Item> {
  private items: Item[] = [];
  private ended: { readonly error: unknown } | null = null;
  private wakeConsumer: () => void = () => undefined;
  private wakeSource: () => void = () => undefined;
  /** How many items the consumer waits for. */
  private wanted = 1;
  /** Somebody is not to wait any longer for more; until the queue is empty. */
  private isUrgent = false;

  constructor(private readonly capacity: number) {}

  /**
   * Adds an item, or promises to once there is room; false, and nothing is added any more, once the queue has ended.
   * An urgent one makes the consumer take what there is. It is called for every event, so it makes no promise where none
   * is needed.
   */
  put(item: Item, isUrgent = false): boolean | Promise<boolean> {
    if (this.ended) return false;
    if (this.items.length >= this.capacity) return this.putLater(item, isUrgent);
    this.items.push(item);
    this.isUrgent ||= isUrgent;
    if (this.isEnough()) this.wakeConsumer();
    return true;
  }

  /**
   * Takes at least one item and at most `limit`: when so many wait, when an urgent one comes, or `lingerMs` milliseconds
   * after the first. Throws what the queue was ended with.
   */
  async take(limit: number, lingerMs = 0): Promise<Item[]> {
    this.wanted = 1;
    await this.untilEnough();
    if (lingerMs > 0) {
      this.wanted = limit;
      const timer = setTimeout(() => this.hurry(), lingerMs);
      await this.untilEnough();
      clearTimeout(timer);
    }
    if (this.ended) throw this.ended.error;
    const taken = this.items.splice(0, limit);
    this.isUrgent &&= this.items.length > 0;
    this.wakeSource();
    return taken;
  }

  /** Ends it: what waits is dropped, and whoever waits goes on. */
  end(error: unknown): void {
    this.ended ??= { error };
    this.items = [];
    this.wakeConsumer();
    this.wakeSource();
  }

  get isEmpty(): boolean {
    return this.items.length === 0;
  }

  private async putLater(item: Item, isUrgent: boolean): Promise<boolean> {
    await new Promise<void>((resolve) => (this.wakeSource = resolve));
    return this.put(item, isUrgent);
  }

  private async untilEnough(): Promise<void> {
    while (!this.isEnough() && !this.ended) await new Promise<void>((resolve) => (this.wakeConsumer = resolve));
  }

  private isEnough(): boolean {
    return this.items.length >= (this.isUrgent ? 1 : this.wanted);
  }

  private hurry(): void {
    this.isUrgent = true;
    this.wakeConsumer();
  }
}
