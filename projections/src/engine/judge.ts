import type { EventStore, LookedUp, LookUp, Witness } from '@doremi/shared/engines/event-store';
import { isBeyond } from '@doremi/shared/kernel/position';

export type LogToAsk = LookUp & Pick<EventStore, 'end'>;

/** That an event which was handled is not in the log, nor anything that explains its absence. */
export interface Proof {
  readonly witness: Witness;
  /** The event that stands in its place; null where none does. */
  readonly found: string | null;
}

/** What the log says to the witnesses of a lane. */
export type Verdict =
  | { readonly log: 'SAME' }
  | { readonly log: 'ANOTHER'; readonly proof: Proof }
  /** None of them is decisive: what they saw was deleted since, or there are none. */
  | { readonly log: 'UNKNOWN' };

const SAME: Verdict = { log: 'SAME' };
const UNKNOWN: Verdict = { log: 'UNKNOWN' };

/**
 * Asks a log whether it is the one that events were read from. The witnesses of many lanes are mostly the same events, so
 * each is asked for once.
 */
export class Judge {
  private readonly asked = new Map<string, Promise<Verdict>>();

  constructor(private readonly log: LogToAsk) {}

  /** The first witness that is decisive decides; the newest comes first. Throws EngineUnavailable. */
  async judge(witnesses: readonly Witness[]): Promise<Verdict> {
    for (const witness of witnesses) {
      const verdict = await this.ask(witness);
      if (verdict.log !== 'UNKNOWN') return verdict;
    }
    return UNKNOWN;
  }

  private ask(witness: Witness): Promise<Verdict> {
    const name = `${witness.position} ${witness.id}`;
    const asked = this.asked.get(name) ?? this.confront(witness);
    this.asked.set(name, asked);
    return asked;
  }

  private async confront(witness: Witness): Promise<Verdict> {
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
