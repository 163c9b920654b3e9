import { EngineUnavailable } from './event-store.js';

/** In milliseconds. */
export interface InactivityLimits {
  /** How long an engine may say nothing at all before it counts as away. */
  readonly silence: number;
  /** How long one call may take, however lively the engine is. */
  readonly call: number;
  /** How often is looked; every 250 by default. */
  readonly lookEvery?: number;
}

/** Nothing at all was answered for a while. */
export class Silence extends EngineUnavailable {}

interface Waiting {
  readonly since: number;
  readonly atMost: number;
  readonly giveUp: (error: EngineUnavailable) => void;
}

const LOOK_EVERY = 250;

/**
 * Tells an engine that is slow from one that is away: a call is given up when nothing at all was answered for a while.
 * As long as others are answered the engine is there, only busy, and a call waits for its turn.
 *
 * Time is counted in looks, so that what this process slept through itself, on a busy machine, is nobody's silence.
 * Some of the EventStoreDB client's promises never settle when the connection goes; these are given up too.
 */
export class InactivityTimeout {
  private readonly waiting = new Set<Waiting>();
  private readonly silentLooks: number;
  private readonly callLooks: number;
  private readonly lookEvery: number;
  private timer: NodeJS.Timeout | null = null;
  private looks = 0;
  private lastSign = 0;

  /** `isAnswer` says whether a failed call was answered by the engine itself: then it is there, whatever it said. */
  constructor(
    { silence, call, lookEvery = LOOK_EVERY }: InactivityLimits,
    private readonly isAnswer: (thrown: unknown) => boolean = () => false,
  ) {
    this.lookEvery = lookEvery;
    this.silentLooks = Math.ceil(silence / lookEvery);
    this.callLooks = Math.ceil(call / lookEvery);
  }

  /**
   * The answer, whatever it is; throws Silence where the engine says nothing, and EngineUnavailable where this call takes
   * too long, or longer than `atMost` milliseconds.
   */
  wait<Answer>(answer: Promise<Answer>, atMost = Infinity): Promise<Answer> {
    this.timer ??= setInterval(() => this.look(), this.lookEvery);
    const looksAtMost = Math.min(this.callLooks, Math.ceil(atMost / this.lookEvery));
    return new Promise((resolve, reject) => {
      const giveUp = (error: EngineUnavailable): void => {
        this.waiting.delete(waiting);
        reject(error);
      };
      const waiting: Waiting = { since: this.looks, atMost: looksAtMost, giveUp };
      this.waiting.add(waiting);
      answer.then(
        (answered) => {
          if (!this.waiting.delete(waiting)) return;
          this.sign();
          resolve(answered);
        },
        (error: unknown) => {
          if (!this.waiting.delete(waiting)) return;
          if (this.isAnswer(error)) this.sign();
          // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as it was thrown
          reject(error);
        },
      );
    });
  }

  /** The engine has said something, be it a part of a long answer. */
  sign(): void {
    this.lastSign = this.looks;
  }

  private look(): void {
    this.looks++;
    for (const { since, atMost, giveUp } of this.waiting) {
      const isSilent = this.looks - Math.max(since, this.lastSign) > this.silentLooks;
      if (isSilent) giveUp(new Silence('no answer at all'));
      else if (this.looks - since > atMost) giveUp(new EngineUnavailable('no answer in time'));
    }
    if (this.waiting.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }
}
