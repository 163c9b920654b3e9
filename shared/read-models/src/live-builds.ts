import { type Announcements, type Build, EngineUnavailable, EVENT_LOG, liveOf, PROMOTED } from '@doremi/event-sourcing';
import type { Builds } from './builds.js';
import type { EventLogRecord } from './event-log-record.js';

/** How often a reader looks for promotions by itself, and where it would have been told of them; milliseconds. */
const LOOK_EVERY = 1_000;
const TOLD_EVERY = 4_000;

/** What was seen longer ago is not relied on: a process that was paused may have slept through a build's whole life. */
const RELY_FOR = 5_000;

/**
 * Which build of each read model is read right now, and of which log they are: kept in memory, and renewed at a promotion,
 * when another log is accepted, or within a second; within four where it has heard everything that was announced.
 */
export class LiveBuilds {
  private seen: readonly Build[] = [];
  private accepted = 0;
  private looking: Promise<void> | null = null;
  private lookedAt = -Infinity;
  private readonly timer: NodeJS.Timeout;
  private readonly stopListening: readonly (() => void)[];

  constructor(
    private readonly builds: Pick<Builds, 'list'>,
    private readonly eventLog: Pick<EventLogRecord, 'read'>,
    private readonly announcements?: Announcements,
  ) {
    const lookAgain = (): void => void this.lookAnew().catch(() => undefined);
    this.timer = setInterval(() => this.isDue() && lookAgain(), LOOK_EVERY).unref();
    this.stopListening = announcements
      ? [PROMOTED, EVENT_LOG].map((channel) => announcements.subscribe(channel, lookAgain))
      : [];
  }

  /** The live build of the model; throws EngineUnavailable while there is none that has seen everything once. */
  async of(model: string): Promise<Build> {
    const known = performance.now() - this.lookedAt < RELY_FOR ? liveOf(this.seen, model) : undefined;
    if (known?.builtAt) return known;
    await this.look();
    const found = liveOf(this.seen, model);
    if (!found?.builtAt) throw new EngineUnavailable(`the read model ${model} is not built yet`);
    return found;
  }

  /** How often another log was accepted, at the last look. */
  get generation(): number {
    return this.accepted;
  }

  /** Of which generation's log the documents of a build are: one that is stranded is of a former one. */
  generationOf({ stranded }: Build): number {
    return stranded ? Math.max(0, this.accepted - 1) : this.accepted;
  }

  /** What was known at the last look of a build, whatever its state; undefined once it is gone. */
  known(id: string): Build | undefined {
    return this.seen.find((build) => build.id === id);
  }

  /** Looks once for everybody who asks meanwhile. */
  look(): Promise<void> {
    this.looking ??= this.lookNow().finally(() => (this.looking = null));
    return this.looking;
  }

  /** What is under way may have begun before that which is to be seen. */
  private async lookAnew(): Promise<void> {
    await this.looking?.catch(() => undefined);
    await this.look();
  }

  /** Not where it has listened since before the last look, which was a moment ago. */
  private isDue(): boolean {
    const since = this.announcements?.listeningSince() ?? Infinity;
    return this.lookedAt < since || performance.now() - this.lookedAt > TOLD_EVERY - LOOK_EVERY;
  }

  close(): void {
    clearInterval(this.timer);
    for (const stop of this.stopListening) stop();
  }

  /** The log first: by the time that another one is accepted, the builds of the former one are known to be stranded. */
  private async lookNow(): Promise<void> {
    const beganAt = performance.now();
    const { generation } = await this.eventLog.read();
    this.seen = await this.builds.list();
    this.accepted = generation;
    this.lookedAt = beganAt;
  }
}
