/**
 * Many who want to know the same at the same time, such as the menu that everybody orders, share a read. Nobody shares
 * one that was under way before they asked: it may have missed what they must see.
 */
export class SharedReads<Result> {
  private readonly underWay = new Map<string, Promise<Result>>();
  private readonly next = new Map<string, Promise<Result>>();

  take(key: string, read: () => Promise<Result>): Promise<Result> {
    const before = this.underWay.get(key);
    if (!before) return this.start(key, read);
    const shared = this.next.get(key);
    if (shared) return shared;
    const start = (): Promise<Result> => {
      this.next.delete(key);
      return this.start(key, read);
    };
    const mine = before.then(start, start);
    this.next.set(key, mine);
    return mine;
  }

  private start(key: string, read: () => Promise<Result>): Promise<Result> {
    const mine = read();
    this.underWay.set(key, mine);
    const left = (): void => {
      if (this.underWay.get(key) === mine) this.underWay.delete(key);
    };
    mine.then(left, left);
    return mine;
  }
}
