import { BEGINNING, EngineUnavailable } from '@doremi/event-sourcing';
import type { EngineOptions } from '../options.js';
import type { ReadModelStore } from '@doremi/read-models';

/** The calls of a batch, of a retry and of the heartbeat that may go wrong, by the place of the array they carry. */
export const CALLS = {
  'documents.write': 0,
  'partitions.checkpoint': 1,
  'partitions.acquire': 1,
  'partitions.renew': 1,
  'partitions.release': 1,
  'partitions.handBack': 3,
  'parkedEvents.park': 0,
  'parkedEvents.removeAll': 1,
  'parkedEvents.parkAgain': undefined,
} as const satisfies Record<string, number | undefined>;

export type Call = keyof typeof CALLS;

/** A call that goes wrong: before it has any effect, with half of it done, or with its answer still to come. */
export interface Fault {
  readonly call: Call;
  readonly when: 'before' | 'half' | 'after';
  /** The connection is lost; the process dies; or it is paused right there, and goes on with it when it is woken. */
  readonly then: 'fails' | 'dies' | 'sleeps';
}

/** One worker's calls to both engines: they can be held back, as in a process that is paused, and broken off. */
export class FaultInjector {
  private isDead = false;
  private held: Promise<void> = Promise.resolve();
  private release: () => void = () => undefined;
  private isCut = false;
  private isUp = false;
  isPaused = false;

  /** `faults` are met by whoever makes such a call first. */
  constructor(
    private readonly faults: Fault[],
    private readonly onDeath: () => void,
  ) {}

  /** Nothing goes out or comes in any more until `wake`. */
  pause(): void {
    if (this.isPaused || this.isUp) return;
    this.isPaused = true;
    this.held = new Promise((resolve) => (this.release = resolve));
  }

  wake(): void {
    this.isPaused = false;
    this.release();
  }

  /** From now on nothing pauses it any more: whoever waits for its end would wait for ever. */
  wakeForGood(): void {
    this.isUp = true;
    this.wake();
  }

  kill(): void {
    this.isDead = true;
    this.onDeath();
    this.wakeForGood();
  }

  /** Cuts a subscription with its next event; the one after it delivers everything again, from the beginning. */
  redeliver(): void {
    this.isCut = true;
  }

  store(store: EngineOptions['store']): EngineOptions['store'] {
    const through = () => this.through();
    const takeCut = (): boolean => {
      const was = this.isCut;
      this.isCut = false;
      return was;
    };
    let isBegunAnew = false;
    return {
      end: () => through().then(() => store.end()),
      read: (stream) => through().then(() => store.read(stream)),
      append: (...appended) => through().then(() => store.append(...appended)),
      eventAt: (position) => through().then(() => store.eventAt(position)),
      revisionOf: (stream, revision) => through().then(() => store.revisionOf(stream, revision)),
      subscribe: async function* (options) {
        await through();
        const after = isBegunAnew ? BEGINNING : options.after;
        isBegunAnew = false;
        for await (const item of store.subscribe({ ...options, after })) {
          await through();
          if (takeCut()) {
            isBegunAnew = true;
            throw new EngineUnavailable('the subscription was cut');
          }
          yield item;
        }
      },
    };
  }

  access(access: ReadModelStore): ReadModelStore {
    return {
      builds: this.guarded('builds', access.builds),
      partitions: this.guarded('partitions', access.partitions),
      workers: this.guarded('workers', access.workers),
      eventLog: this.guarded('eventLog', access.eventLog),
      parkedEvents: this.guarded('parkedEvents', access.parkedEvents),
      skippedEvents: this.guarded('skippedEvents', access.skippedEvents),
      documentsOf: (build) => this.guarded('documents', access.documentsOf(build)),
      scan: (build) => access.scan(build),
      fingerprints: (build) => access.fingerprints(build),
    };
  }

  private async through(): Promise<void> {
    await this.held;
    if (this.isDead) throw new EngineUnavailable('the process is dead');
  }

  private guarded<T extends object>(part: string, target: T): T {
    return new Proxy(target, {
      get: (of, name) => {
        const member: unknown = Reflect.get(of, name);
        if (typeof member !== 'function') return member;
        return (...input: unknown[]): unknown =>
          this.call(`${part}.${String(name)}`, input, (given) => Reflect.apply(member, of, given) as Promise<unknown>);
      },
    });
  }

  private async call(name: string, input: unknown[], call: (input: unknown[]) => Promise<unknown>): Promise<unknown> {
    await this.through();
    const fault = this.takeFault(name);
    if (fault?.when === 'before') await this.meet(fault);
    const isHalf = fault?.when === 'half' && fault.then !== 'sleeps';
    const answer = await call(isHalf ? halfOf(fault.call, input) : input);
    if (fault && fault.when !== 'before') await this.meet(fault);
    await this.through();
    return answer;
  }

  private takeFault(name: string): Fault | undefined {
    const index = this.faults.findIndex(({ call }) => call === name);
    return index < 0 ? undefined : this.faults.splice(index, 1)[0];
  }

  private async meet({ call, then }: Fault): Promise<void> {
    if (then === 'sleeps') {
      this.pause();
      return this.through();
    }
    if (then === 'dies') this.kill();
    throw new EngineUnavailable(`${call} was broken off`);
  }
}

/** The first half of the array that a call carries. */
const halfOf = (call: Call, input: unknown[]): unknown[] => {
  const place = CALLS[call];
  return input.map((one, index) => (index === place && Array.isArray(one) ? one.slice(0, one.length / 2) : one));
};
