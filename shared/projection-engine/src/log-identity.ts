import {
  BEGINNING,
  type Build,
  type EventStore,
  isBeyond,
  type LookedUp,
  type LookUp,
  type Partition,
  type Witness,
} from '@doremi/event-sourcing';
import type { ReadModelStore } from '@doremi/read-models';

export type LogToAsk = LookUp & Pick<EventStore, 'end'>;

/** That an event which was handled is not in the log, nor anything that explains its absence. */
export interface Proof {
  readonly witness: Witness;
  /** The event that stands in its place; null where none does. */
  readonly found: string | null;
}

/** What the log says to the witnesses of a partition. */
export type Verdict =
  | { readonly log: 'SAME' }
  | { readonly log: 'ANOTHER'; readonly proof: Proof }
  /** None of them is decisive: what they saw was deleted since, or there are none. */
  | { readonly log: 'UNKNOWN' };

const SAME: Verdict = { log: 'SAME' };
const UNKNOWN: Verdict = { log: 'UNKNOWN' };

/**
 * Asks a log whether it is the one that events were read from. The witnesses of many partitions are mostly the same
 * events, so each is asked for once.
 */
export class LogIdentity {
  private readonly asked = new Map<string, Promise<Verdict>>();

  constructor(private readonly log: LogToAsk) {}

  /** The first witness that is decisive decides; the newest comes first. Throws EngineUnavailable. */
  async check(witnesses: readonly Witness[]): Promise<Verdict> {
    for (const witness of witnesses) {
      const verdict = await this.ask(witness);
      if (verdict.log !== 'UNKNOWN') return verdict;
    }
    return UNKNOWN;
  }

  private ask(witness: Witness): Promise<Verdict> {
    const name = `${witness.position} ${witness.id}`;
    const asked = this.asked.get(name) ?? this.lookUp(witness);
    this.asked.set(name, asked);
    return asked;
  }

  private async lookUp(witness: Witness): Promise<Verdict> {
    const there = await this.log.eventAt(witness.position);
    if (there.kind === 'there') return compare(witness, there);
    const own = await this.log.revisionOf(witness.stream, witness.revision);
    if (own.kind === 'there') return compare(witness, own);
    // Deleted, cut off or expired; where nothing is left of the stream, scavenged with it.
    if (own.kind === 'gone') return UNKNOWN;
    const end = await this.log.end();
    const isCutShort = end === null || isBeyond(witness.position, end);
    return isCutShort || there.kind === 'never' ? { log: 'ANOTHER', proof: { witness, found: null } } : UNKNOWN;
  }
}

const compare = (witness: Witness, { event }: Extract<LookedUp, { kind: 'there' }>): Verdict =>
  event.id === witness.id && event.position === witness.position
    ? SAME
    : { log: 'ANOTHER', proof: { witness, found: event.id } };

export interface LogAndBuilds {
  readonly store: LogToAsk;
  readonly readModels: Pick<ReadModelStore, 'builds' | 'partitions'>;
  readonly log: (message: string) => void;
}

/**
 * Has the builds fed no more that are not borne out by what they handled. It comes before the record says that another
 * log was accepted: from then on, a build that is fed and refuted proves that the log was replaced once more.
 * `since` is when the other log was found out. Throws EngineUnavailable.
 */
export const strandUnverified = async (parts: LogAndBuilds, since: Date): Promise<void> => {
  for (const build of await unverified(parts, since))
    if (await parts.readModels.builds.strand(build, 'ANOTHER_LOG'))
      parts.log(`${build.id} is fed no more: what it handled does not show that it was made from this log`);
};

/**
 * One that was under way may have passed what it did not handle, so it counts only where it was begun after the other log
 * was found out.
 */
const unverified = async ({ readModels, store }: LogAndBuilds, since: Date): Promise<readonly Build[]> => {
  const builds = (await readModels.builds.list()).filter(({ state, stranded }) => state !== 'retired' && !stranded);
  const partitions = await readModels.partitions.list(builds.map(({ id }) => id));
  const witnesses = await readModels.partitions.witnesses(partitions.map(({ id }) => id));
  const identity = new LogIdentity(store);
  const isBorneOut = async ({ id, position }: Partition): Promise<boolean> =>
    position === BEGINNING || (await identity.check(witnesses.get(id) ?? [])).log === 'SAME';
  const found: Build[] = [];
  for (const build of builds) {
    const own = partitions.filter((partition) => partition.build === build.id);
    const isNew = build.state !== 'building' || build.createdAt > since;
    const verdicts = await Promise.all(own.map(isBorneOut));
    if (!isNew || !verdicts.every(Boolean)) found.push(build);
  }
  return found;
};
