/** The streaming calls that are being answered: the store may close only when none of them reads any more. */
export class RunningCalls {
  readonly #running = new Set<Promise<void>>();

  track(call: Promise<void>): void {
    this.#running.add(call);
    void call.finally(() => this.#running.delete(call));
  }

  async settled(): Promise<void> {
    await Promise.all(this.#running);
  }
}
