import { EngineUnavailable, type EventStore } from '@doremi/shared/engines/event-store';
import { mismatchText, type Mismatch } from '@doremi/shared/engines/event-log';
import type { EventLogEntry } from '@doremi/shared/engines/read-side/event-log-record';
import type { Build, Stranded } from '@doremi/shared/engines/read-side/build';
import type { Floors } from '@doremi/shared/events/log.events';
import { acceptancesIn, agreeWith, isAbout, type Acceptance } from './acceptance.js';
import type { HeldLane } from './held-lane.js';
import { Judge, type LogToAsk, type Proof } from './judge.js';
import type { WriteAccess } from './write-access.js';

interface Parts {
  readonly store: LogToAsk & Pick<EventStore, 'read'>;
  readonly readSide: Pick<WriteAccess, 'builds' | 'lanes' | 'eventLog'>;
  /** The highest ids that the read models know. */
  readonly knownIds: () => Promise<Floors>;
  /** How long a proof has to stand before it is believed; milliseconds. */
  readonly provenAfterMs: number;
  readonly log: (message: string) => void;
  readonly now: () => Date;
}

/**
 * Looks whether the event store still holds the log that the lanes were fed from. A restored backup does not: who went on
 * from where they were would wait for events that other ones stand in the place of by now.
 *
 * A leader that was frozen and does not know yet that another one was chosen answers like a backup, for a moment. So
 * nothing is said before the same was found again a little later.
 */
export class LogWatch {
  /** Since when, by lane, it looks as if its log were another one. */
  private readonly suspected = new Map<string, number>();

  constructor(private readonly parts: Parts) {}

  /**
   * The lanes that are to be fed no more, because their build was made from another log. What that proves is recorded.
   * Throws EngineUnavailable while nothing can be said.
   */
  async lostAmong(lanes: readonly HeldLane[]): Promise<readonly HeldLane[]> {
    const { store, readSide } = this.parts;
    const { generation, mismatch, acceptances } = await this.agreed();
    const refuted = await this.refutedAmong(lanes);
    if (refuted.length > 0) return refuted;
    const witnesses = await readSide.lanes.witnesses(lanes.map(({ id }) => id));
    const judge = new Judge(store);
    const proofs = new Map<HeldLane, Proof>();
    for (const lane of lanes) {
      const verdict = await judge.judge(witnesses.get(lane.id) ?? []);
      if (verdict.log === 'ANOTHER') proofs.set(lane, verdict.proof);
    }
    const [first] = proofs;
    this.believe(lanes, [...proofs.keys()]);
    if (!first) return [];
    const [lane, proof] = first;
    const wasAccepted = acceptances.some((one) => isAbout(one, proof.witness));
    if (!mismatch && !wasAccepted) await this.prove(generation, lane.target.build, proof);
    return this.strand(lanes, [...proofs.keys()], 'ANOTHER_LOG', 'it was made from another log');
  }

  /**
   * What the record says, once it agrees with what operators said in the log. The log is asked after the record, so it
   * knows of every acceptance that the record knows of, unless that was lost with it.
   */
  async agreed(): Promise<EventLogEntry & { readonly acceptances: readonly Acceptance[] }> {
    const { store, readSide } = this.parts;
    const entry = await readSide.eventLog.read();
    const acceptances = await acceptancesIn(store);
    return (await agreeWith(this.parts, acceptances, entry)) ? this.agreed() : { ...entry, acceptances };
  }

  /** The same of lanes at a place that the event store does not know, though none of their witnesses was refuted. */
  async refused(lanes: readonly HeldLane[], at: readonly HeldLane[]): Promise<readonly HeldLane[]> {
    this.believe(lanes, at);
    return this.strand(lanes, at, 'NO_PLACE', `no event of the event store stands at ${at[0]?.position}`);
  }

  /**
   * Those whose build is known to be of another log. To be asked after the generation: what was made from a log that was
   * lost before it is stranded by then, and proves nothing against the log of this generation.
   */
  private async refutedAmong(lanes: readonly HeldLane[]): Promise<readonly HeldLane[]> {
    const builds = await this.parts.readSide.builds.list();
    const refuted = new Set(builds.filter(({ stranded }) => stranded === 'ANOTHER_LOG').map(({ id }) => id));
    const found = lanes.filter(({ target }) => refuted.has(target.build.id));
    for (const { id } of found) this.suspected.delete(id);
    return found;
  }

  /** Throws while it is too early to believe it. */
  private believe(lanes: readonly HeldLane[], lost: readonly HeldLane[]): void {
    const now = this.parts.now().getTime();
    for (const { id } of lanes) if (!lost.some((lane) => lane.id === id)) this.suspected.delete(id);
    for (const { id } of lost) if (!this.suspected.has(id)) this.suspected.set(id, now);
    const since = Math.max(...lost.map(({ id }) => this.suspected.get(id) ?? now));
    if (lost.length > 0 && since + this.parts.provenAfterMs > now)
      throw new EngineUnavailable('the event store seems not to be the one that was read: it is looked at again');
  }

  private async prove(generation: number, build: Build, { witness, found }: Proof): Promise<void> {
    const { readSide, knownIds, log, now } = this.parts;
    const mismatch: Mismatch = {
      position: witness.position,
      expectedEventId: witness.id,
      found,
      build: build.id,
      provenAt: now().toISOString(),
      floors: await knownIds(),
    };
    if (await readSide.eventLog.prove(generation, mismatch)) log(mismatchText(mismatch));
  }

  /** A build that lost one of its lanes is made anew as a whole. */
  private async strand(
    lanes: readonly HeldLane[],
    lost: readonly HeldLane[],
    why: Stranded,
    because: string,
  ): Promise<readonly HeldLane[]> {
    const builds = new Map(lost.map(({ target: { build } }) => [build.id, build]));
    for (const build of builds.values())
      if (await this.parts.readSide.builds.strand(build, why)) this.parts.log(`${build.id} is fed no more: ${because}`);
    for (const { id } of lost) this.suspected.delete(id);
    return lanes.filter(({ target }) => builds.has(target.build.id));
  }
}
