/** A queue between a source and its consumer: the source waits while it is full, the consumer while it is empty. */
export class BoundedQueue<Item> {
  private items: Item[] = [];
  private ended: { readonly error: unknown } | null = null;
  private wakeConsumer: () => void = () => undefined;
  private wakeSource: () => void = () => undefined;

  constructor(private readonly capacity: number) {}

  /**
   * Adds an item, or promises to once there is room; false, and nothing is added any more, once the queue has ended.
   * It is called for every event, so it makes no promise where none is needed.
   */
  put(item: Item): boolean | Promise<boolean> {
    if (this.ended) return false;
    if (this.items.length >= this.capacity) return this.putLater(item);
    this.items.push(item);
    this.wakeConsumer();
    return true;
  }

  /** Takes whatever waits, at least one item and at most `limit`. Throws what the queue was ended with. */
  async take(limit: number): Promise<Item[]> {
    while (this.items.length === 0 && !this.ended) await new Promise<void>((resolve) => (this.wakeConsumer = resolve));
    if (this.ended) throw this.ended.error;
    const taken = this.items.splice(0, limit);
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

  private async putLater(item: Item): Promise<boolean> {
    await new Promise<void>((resolve) => (this.wakeSource = resolve));
    return this.put(item);
  }

  get isEmpty(): boolean {
    return this.items.length === 0;
  }
}
