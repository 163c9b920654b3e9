import { EngineUnavailable } from '@doremi/shared/engines/event-store';

/**
 * One at a time per key, in the order they came: who writes to the same stream in this process waits for the one before
 * instead of losing to it.
 *
 * Where the one before found the engine away, whoever waits behind it is told so at once: a queue of deadlines, one after
 * the other, would be no answer.
 */
export class KeyedSerialQueue {
  private readonly last = new Map<string, Promise<EngineUnavailable | null>>();

  take<Result>(key: string, work: () => Promise<Result>): Promise<Result> {
    const before = this.last.get(key);
    const mine = before
      ? before.then((away) => {
          if (away) throw away;
          return work();
        })
      : work();
    const left = mine.then(
      () => null,
      (error: unknown) => (error instanceof EngineUnavailable ? error : null),
    );
    this.last.set(key, left);
    void left.then(() => {
      if (this.last.get(key) === left) this.last.delete(key);
    });
    return mine;
  }
}
