import {
  type Build,
  EngineUnavailable,
  type EventStore,
  type Mismatch,
  mismatchText,
  type Stranded,
} from '@doremi/event-sourcing';
import type { EventLogEntry, ReadModelStore } from '@doremi/read-models';
import { acceptancesIn, agreeWith, isAbout, type Acceptance } from './log-acceptance.js';
import type { LeasedPartition } from './leased-partition.js';
import { LogIdentity, type LogToAsk, type Proof } from './log-identity.js';
import type { EngineOptions } from './options.js';

type Parts = Pick<EngineOptions, 'floors' | 'acceptances' | 'provenAfterMs' | 'log' | 'now'> & {
  readonly store: LogToAsk & Pick<EventStore, 'read'>;
  readonly readModels: Pick<ReadModelStore, 'builds' | 'partitions' | 'eventLog'>;
};

/**
 * Looks whether the event store still holds the log that the partitions were fed from. A restored backup does not: who
 * went on from where they were would wait for events that other ones stand in the place of by now.
 *
 * A leader that was frozen and does not know yet that another one was chosen answers like a backup, for a moment. So
 * nothing is said before the same was found again a little later.
 */
export class LogWatch {
  /** Since when, by partition, it looks as if its log were another one. */
  private readonly suspected = new Map<string, number>();

  constructor(private readonly parts: Parts) {}

  /**
   * The partitions that are to be fed no more, because their build was made from another log. What that proves is
   * recorded. Throws EngineUnavailable while nothing can be said.
   */
  async lostAmong(partitions: readonly LeasedPartition[]): Promise<readonly LeasedPartition[]> {
    const { store, readModels } = this.parts;
    const { generation, mismatch, acceptances } = await this.agreed();
    const refuted = await this.refutedAmong(partitions);
    if (refuted.length > 0) return refuted;
    const witnesses = await readModels.partitions.witnesses(partitions.map(({ id }) => id));
    const identity = new LogIdentity(store);
    const proofs = new Map<LeasedPartition, Proof>();
    for (const partition of partitions) {
      const verdict = await identity.check(witnesses.get(partition.id) ?? []);
      if (verdict.log === 'ANOTHER') proofs.set(partition, verdict.proof);
    }
    const [first] = proofs;
    this.believe(partitions, [...proofs.keys()]);
    if (!first) return [];
    const [partition, proof] = first;
    const wasAccepted = acceptances.some((one) => isAbout(one, proof.witness));
    if (!mismatch && !wasAccepted) await this.prove(generation, partition.target.build, proof);
    return this.strand(partitions, [...proofs.keys()], 'ANOTHER_LOG', 'it was made from another log');
  }

  /**
   * What the record says, once it agrees with what operators said in the log. The log is asked after the record, so it
   * knows of every acceptance that the record knows of, unless that was lost with it.
   */
  async agreed(): Promise<EventLogEntry & { readonly acceptances: readonly Acceptance[] }> {
    const { store, readModels, acceptances: stream } = this.parts;
    const entry = await readModels.eventLog.read();
    const acceptances = await acceptancesIn(store, stream);
    return (await agreeWith(this.parts, acceptances, entry)) ? this.agreed() : { ...entry, acceptances };
  }

  /** The same of partitions at a place that the event store does not know, though none of their witnesses was refuted. */
  async refused(
    partitions: readonly LeasedPartition[],
    at: readonly LeasedPartition[],
  ): Promise<readonly LeasedPartition[]> {
    this.believe(partitions, at);
    return this.strand(partitions, at, 'NO_PLACE', `no event of the event store stands at ${at[0]?.position}`);
  }

  /**
   * Those whose build is known to be of another log. To be asked after the generation: what was made from a log that was
   * lost before it is stranded by then, and proves nothing against the log of this generation.
   */
  private async refutedAmong(partitions: readonly LeasedPartition[]): Promise<readonly LeasedPartition[]> {
    const builds = await this.parts.readModels.builds.list();
    const refuted = new Set(builds.filter(({ stranded }) => stranded === 'ANOTHER_LOG').map(({ id }) => id));
    const found = partitions.filter(({ target }) => refuted.has(target.build.id));
    for (const { id } of found) this.suspected.delete(id);
    return found;
  }

  /** Throws while it is too early to believe it. */
  private believe(partitions: readonly LeasedPartition[], lost: readonly LeasedPartition[]): void {
    const now = this.parts.now().getTime();
    for (const { id } of partitions) if (!lost.some((partition) => partition.id === id)) this.suspected.delete(id);
    for (const { id } of lost) if (!this.suspected.has(id)) this.suspected.set(id, now);
    const since = Math.max(...lost.map(({ id }) => this.suspected.get(id) ?? now));
    if (lost.length > 0 && since + this.parts.provenAfterMs > now)
      throw new EngineUnavailable('the event store seems not to be the one that was read: it is looked at again');
  }

  private async prove(generation: number, build: Build, { witness, found }: Proof): Promise<void> {
    const { readModels, floors, log, now } = this.parts;
    const mismatch: Mismatch = {
      position: witness.position,
      expectedEventId: witness.id,
      found,
      build: build.id,
      provenAt: now().toISOString(),
      floors: await floors(),
    };
    if (await readModels.eventLog.prove(generation, mismatch)) log(mismatchText(mismatch));
  }

  /** A build that lost one of its partitions is made anew as a whole. */
  private async strand(
    partitions: readonly LeasedPartition[],
    lost: readonly LeasedPartition[],
    why: Stranded,
    because: string,
  ): Promise<readonly LeasedPartition[]> {
    const builds = new Map(lost.map(({ target: { build } }) => [build.id, build]));
    for (const build of builds.values())
      if (await this.parts.readModels.builds.strand(build, why))
        this.parts.log(`${build.id} is fed no more: ${because}`);
    for (const { id } of lost) this.suspected.delete(id);
    return partitions.filter(({ target }) => builds.has(target.build.id));
  }
}
