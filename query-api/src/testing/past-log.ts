import { upcast, writtenOf } from '@doremi/domain';
import type { DoremiEvent } from '@doremi/domain/testing';
import { positionOf, type Recorded } from '@doremi/event-sourcing';

/** A minute past ten. */
export const minute = (past: number): string => `2026-03-01T10:${String(past).padStart(2, '0')}:00.000Z`;

/** Where the n-th event of all stands. */
export const placeOf = (n: number) => positionOf(BigInt(n), BigInt(n));

/** An event store in which things happened, by its streams. */
export class PastLog {
  readonly streams = new Map<string, Recorded[]>();
  private count = 0;

  /** At a minute past ten; the event is read as it would be after it was written by this release, or in the older version. */
  readonly happened = (stream: string, past: number, event: DoremiEvent, $correlationId = 'c'): Recorded => {
    const { event: written, schemaVersion } = writtenOf(event);
    const said = this.streams.get(stream) ?? [];
    const n = ++this.count;
    const ids = { $correlationId, $causationId: 'c', commandId: 'c', actor: { sub: 'admin', roles: ['admin'] } };
    const data = upcast(written.type, schemaVersion, written.data as Record<string, unknown>);
    const place = { id: `event-${n}`, stream, revision: said.length, position: placeOf(n) };
    const metadata = { ...ids, occurredAt: minute(past), schemaVersion };
    const recorded = { ...data, ...place, metadata };
    this.streams.set(stream, [...said, recorded]);
    return recorded;
  };

  readonly read = (stream: string, from = 0, limit = Infinity): Promise<Recorded[]> =>
    Promise.resolve((this.streams.get(stream) ?? []).slice(from, from + limit));
}
