import { setTimeout as pause } from 'node:timers/promises';
import { EngineUnavailable, type Refusal, refuse } from '@doremi/event-sourcing';

/** How often a command is decided anew when other processes write to the same stream at the same time. */
const ATTEMPTS = 10;

/** Lost to other writers every time; the client may simply try again. */
export const CONTENDED = 'TOO_MANY_WRITERS';

/** What was decided on is not the stream's end any more, or may not be: to be decided again on what is newer. */
export class Conflict {
  /** Decided on what was cached, which may be behind; nobody has lost to anybody. */
  static readonly maybeBehind = new Conflict(null, false);

  /** `actual` is the stream's last revision, where the event store said it; `isLost` that somebody else wrote first. */
  constructor(
    readonly actual: number | null,
    readonly isLost = true,
  ) {}
}

/**
 * Optimistic concurrency: `attempt` decides on what it knows and appends with that revision as the expected one. Where that
 * is a conflict it is made again, and told of it, so that it looks at newer events first; who lost twice waits before it for a
 * random part of a time that doubles (2 ms at first). TOO_MANY_WRITERS when all attempts were conflicts.
 */
export const untilNoConflict = async <Result>(
  attempt: (before: Conflict | null) => Promise<Result | Conflict>,
): Promise<Result | Refusal> => {
  let before: Conflict | null = null;
  for (let tries = 1; tries <= ATTEMPTS; tries++) {
    const result: Result | Conflict = await attempt(before);
    if (!(result instanceof Conflict)) return result;
    if (result.isLost && tries > 1) await pause(Math.random() * 2 ** tries);
    before = result;
  }
  return refuse(CONTENDED);
};

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
