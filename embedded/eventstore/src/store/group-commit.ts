/** Runs `work` as one transaction that is in the file when this returns, or throws and leaves nothing behind. */
export type RunTransaction = (work: () => void) => void;

interface Job {
  readonly work: () => void;
  readonly acknowledge: () => void;
  readonly fail: (reason: unknown) => void;
}

/**
 * Gathers the writes that arrive together into one transaction: a commit costs much more than a write in it, so 64
 * writers in flight share one. A write is acknowledged only after its transaction is in the file.
 */
export class GroupCommit {
  #waiting: Job[] = [];

  constructor(
    private readonly transaction: RunTransaction,
    private readonly after: { committed(): void; failed(): void },
  ) {}

  /**
   * Runs `work` inside the next transaction and resolves with its result once that is committed. Work that throws fails
   * every write of the transaction, so a refusal is a result, not an exception.
   */
  run<T>(work: () => T): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      let result: T;
      const job: Job = { work: () => (result = work()), acknowledge: () => resolve(result), fail: reject };
      if (this.#waiting.push(job) === 1) setImmediate(() => this.commit());
    });
  }

  /** Commits what is waiting, now. */
  commit(): void {
    const jobs = this.#waiting;
    this.#waiting = [];
    if (jobs.length === 0) return;
    try {
      this.transaction(() => jobs.forEach((job) => job.work()));
    } catch (error) {
      this.after.failed();
      jobs.forEach((job) => job.fail(error));
      return;
    }
    jobs.forEach((job) => job.acknowledge());
    this.after.committed();
  }
}
