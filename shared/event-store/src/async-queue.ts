/** How many items wait at most before the source has to. */
const WAITING_AT_MOST = 256;

interface Source {
  readonly pause: () => void;
  readonly resume: () => void;
  /** Called once, when nothing more is taken or comes. */
  readonly stop: () => void;
}

/** Items that come by themselves, taken one by one: what an async generator does, at a fraction of its cost per item. */
export class AsyncQueue<Item> implements AsyncIterableIterator<Item> {
  private readonly waiting: Item[] = [];
  private taker: { resolve(result: IteratorResult<Item>): void; reject(error: unknown): void } | null = null;
  private ended: { readonly error: Error | null } | null = null;
  private isPaused = false;
  private makeRoom: () => void = () => undefined;

  constructor(private readonly source: Source) {}

  /** Whether nothing more is taken or comes. */
  get isOver(): boolean {
    return this.ended !== null;
  }

  /** Hands over the next item. */
  give(item: Item): void {
    if (this.ended) return;
    if (this.taker) {
      this.taker.resolve({ done: false, value: item });
      this.taker = null;
    } else if (this.waiting.push(item) >= WAITING_AT_MOST && !this.isPaused) this.pauseSource(true);
  }

  /** Resolves when there is room: for a source that gives many at once, and goes by itself. */
  async room(): Promise<void> {
    if (this.isPaused && !this.ended) await new Promise<void>((resolve) => (this.makeRoom = resolve));
  }

  /** Nothing more comes. What waits is still taken, and then the error thrown, where there is one. */
  end(error: Error | null): void {
    if (this.ended) return;
    this.ended = { error };
    this.makeRoom();
    this.source.stop();
    if (error) this.taker?.reject(error);
    else this.taker?.resolve({ done: true, value: undefined });
    this.taker = null;
  }

  next(): Promise<IteratorResult<Item>> {
    const item = this.waiting.shift();
    if (item !== undefined) {
      if (this.isPaused && this.waiting.length === 0 && !this.ended) this.pauseSource(false);
      return Promise.resolve({ done: false, value: item });
    }
    if (this.ended) return this.last(this.ended.error);
    return new Promise((resolve, reject) => (this.taker = { resolve, reject }));
  }

  /** The taker has had enough. */
  return(): Promise<IteratorResult<Item>> {
    this.waiting.length = 0;
    this.end(null);
    return Promise.resolve({ done: true, value: undefined });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private pauseSource(isPaused: boolean): void {
    this.isPaused = isPaused;
    if (isPaused) this.source.pause();
    else {
      this.source.resume();
      this.makeRoom();
    }
  }

  private last(error: Error | null): Promise<IteratorResult<Item>> {
    this.ended = { error: null };
    return error ? Promise.reject(error) : Promise.resolve({ done: true, value: undefined });
  }
}
