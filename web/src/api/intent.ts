import { ProblemError } from './problem.js';

/** Random enough to be nobody else's; `crypto.randomUUID` is only where the page came encrypted or from this machine. */
export const randomKey = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** How often an intent whose answer was lost is sent again by itself. */
const TIMES = 3;
/** Before it is sent again where nobody says when; milliseconds. */
const PAUSE_MS = 700;

/** Says of itself that nothing was done: whoever pays decides whether to try again. */
const NOT_DONE = 'PROVIDER_UNAVAILABLE';

/** Nobody knows whether it was done: lost on the way, or an engine that was away. The same key may be sent again. */
const isUnknown = (error: unknown): error is ProblemError =>
  error instanceof ProblemError &&
  error.problem.code !== NOT_DONE &&
  (error.problem.status === 0 || error.problem.status >= 502 || error.problem.status === 429);

interface Options {
  readonly wait?: (ms: number) => Promise<void>;
  readonly onUnknown?: () => void;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/**
 * What somebody means to do, under one Idempotency-Key until it is known whether it was done: a double tap, a lost answer and a second
 * try are one command. Something else, or the same once more after it was done, is another intent.
 */
export class Intent {
  private of = '';
  private key = '';

  private readonly wait: (ms: number) => Promise<void>;
  private readonly onUnknown: () => void;

  /** `onUnknown` hears of each time that it is about to be sent again. */
  constructor({ wait = pause, onUnknown = () => undefined }: Options = {}) {
    this.wait = wait;
    this.onUnknown = onUnknown;
  }

  /** Does it once. `meant` is what is sent: the same text is the same intent. Throws ProblemError. */
  async send<Result>(meant: string, command: (key: string) => Promise<Result>): Promise<Result> {
    if (this.of !== meant || this.key === '') this.key = randomKey();
    this.of = meant;
    for (let times = 1; ; times += 1)
      try {
        const result = await command(this.key);
        this.key = '';
        return result;
      } catch (error) {
        if (!isUnknown(error)) {
          this.key = '';
          throw error;
        }
        if (times === TIMES) throw error;
        this.onUnknown();
        await this.wait(error.retryAfter === null ? PAUSE_MS * times : Math.min(error.retryAfter, 5) * 1_000);
      }
  }
}
