import type { EventStore } from '../store/event-store.js';
import { decodeOperations } from '../store/operation.js';
import type { Outcome } from '../store/operation.js';
import type { Journal } from './journal.js';

/** Does the operations that a majority has, in the order of the journal: from then on they can be read here. */
export class Committed {
  #target = 0;
  #isRunning = false;
  #isStopped = false;
  readonly #timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly journal: Journal,
    private readonly store: EventStore,
    /** Is told what came of each entry. */
    private readonly done: (index: number, outcomes: readonly Outcome[]) => void,
  ) {}

  /** A majority has everything up to an index. */
  reach(index: number): void {
    this.#target = Math.max(this.#target, index);
    if (!this.#isRunning && !this.#isStopped && this.journal.done < this.#target) void this.#run();
  }

  /** The same so many milliseconds later. */
  reachAfter(index: number, milliseconds: number): void {
    if (milliseconds === 0) return this.reach(index);
    if (index <= this.journal.done || this.#isStopped) return;
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      this.reach(index);
    }, milliseconds).unref();
    this.#timers.add(timer);
  }

  stop(): void {
    this.#isStopped = true;
    this.#timers.forEach((timer) => clearTimeout(timer));
  }

  /** What cannot be done ends the process: a node may not leave anything out. */
  async #run(): Promise<void> {
    this.#isRunning = true;
    while (!this.#isStopped && this.journal.done < this.#target) {
      const first = this.journal.done + 1;
      const entries = this.journal.read(first, this.#target).map(({ operations }) => decodeOperations(operations));
      const markDone = (): void => this.journal.markDone(first + entries.length - 1);
      const outcomes = await this.store.replay(entries.flat(), markDone);
      let next = 0;
      for (const [n, operations] of entries.entries()) {
        this.done(first + n, outcomes.slice(next, (next += operations.length)));
      }
    }
    this.#isRunning = false;
  }
}
