/** How often to look where nobody says that something changed; milliseconds. Redis is usually sooner. */
const LOOK_EVERY = 1_000;

/** Waits for word of a change, and not for longer than it takes until one looks anyway. */
export class News {
  private isThere = false;
  private wake: () => void = () => undefined;

  came(): void {
    this.isThere = true;
    this.wake();
  }

  /** What comes from now on is new. */
  taken(): void {
    this.isThere = false;
  }

  /** Resolves once there are news, or it is time to look. */
  next(): Promise<void> {
    return new Promise((resolve) => {
      if (this.isThere) return resolve();
      const timer = setTimeout(resolve, LOOK_EVERY).unref();
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
