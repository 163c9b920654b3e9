/** What a browser profile remembers of a store's board, so that a reload or another day misses nothing. */
interface Kept {
  /** By order: the print of what somebody has seen of it, and its business day. */
  readonly shown: Readonly<Record<string, readonly [print: string, day: string]>>;
  readonly seen: readonly number[];
  /** Cancelled orders that somebody has acknowledged. */
  readonly acknowledged: readonly number[];
}

/** An order that was cancelled is told again after a loss, and no more once its place is past: far fewer than these. */
const ACKNOWLEDGED_AT_MOST = 500;

const NOTHING: Kept = { shown: {}, seen: [], acknowledged: [] };

const parse = (text: string | null): Kept => {
  try {
    return text === null ? NOTHING : { ...NOTHING, ...(JSON.parse(text) as Partial<Kept>) };
  } catch {
    return NOTHING;
  }
};

/** Never larger than the board: what leaves it is forgotten, but for the last that were acknowledged. */
export class Memory {
  private shown = new Map<number, readonly [print: string, day: string]>();
  private seen = new Set<number>();
  private acknowledged = new Set<number>();
  /** What was marked here and is not written yet: what is written knows less. */
  private readonly marked = new Set<number>();
  private isSaved = true;

  constructor(
    private readonly storage: Pick<Storage, 'getItem' | 'setItem'>,
    private readonly name: string,
  ) {
    const { shown, seen, acknowledged } = this.read();
    this.shown = new Map(Object.entries(shown).map(([id, what]) => [Number(id), what]));
    this.seen = new Set(seen);
    this.acknowledged = new Set(acknowledged);
  }

  /** What another window of this profile has marked since. */
  takeMarks(): void {
    const { shown, seen, acknowledged } = this.read();
    for (const id of seen) if (this.shown.has(id)) this.seen.add(id);
    for (const [id, what] of Object.entries(shown))
      if (this.shown.has(Number(id)) && !this.marked.has(Number(id))) this.shown.set(Number(id), what);
    for (const id of acknowledged) if (!this.acknowledged.has(id)) this.acknowledge(id);
  }

  /** Orders that were on the board, with their business days. */
  get orders(): readonly (readonly [orderId: number, day: string])[] {
    return [...this.shown].map(([id, [, day]]) => [id, day]);
  }

  /** Remembers an order that is shown; what somebody has seen of it stays what it was. */
  show(id: number, print: string, day: string): void {
    if (this.shown.has(id)) return;
    this.shown.set(id, [print, day]);
    this.isSaved = false;
  }

  wasShown(id: number): boolean {
    return this.shown.has(id);
  }

  isSeen(id: number): boolean {
    return this.seen.has(id);
  }

  /** Whether it is not what somebody saw of it. */
  isOther(id: number, print: string): boolean {
    const known = this.shown.get(id);
    return known !== undefined && known[0] !== print;
  }

  see(id: number, print: string, day: string): void {
    this.seen.add(id);
    this.shown.set(id, [print, day]);
    this.marked.add(id);
    this.isSaved = false;
  }

  isAcknowledged(id: number): boolean {
    return this.acknowledged.has(id);
  }

  acknowledge(id: number): void {
    this.acknowledged.delete(id);
    this.acknowledged.add(id);
    for (const oldest of this.acknowledged) {
      if (this.acknowledged.size <= ACKNOWLEDGED_AT_MOST) break;
      this.acknowledged.delete(oldest);
    }
    this.isSaved = false;
  }

  forget(id: number): void {
    if (!this.shown.delete(id)) return;
    this.seen.delete(id);
    this.isSaved = false;
  }

  /** How much it holds. */
  get size(): number {
    return this.shown.size + this.seen.size + this.acknowledged.size;
  }

  /** Writes what changed; a storage that is full or closed is as good as none. */
  save(): void {
    if (this.isSaved) return;
    this.takeMarks();
    const kept: Kept = {
      shown: Object.fromEntries(this.shown),
      seen: [...this.seen],
      acknowledged: [...this.acknowledged],
    };
    this.isSaved = true;
    this.marked.clear();
    try {
      this.storage.setItem(this.name, JSON.stringify(kept));
    } catch {
      // Everything stands out once more after a reload.
    }
  }

  private read(): Kept {
    return parse(this.storage.getItem(this.name));
  }
}
