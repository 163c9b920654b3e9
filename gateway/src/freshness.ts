import type { IncomingHttpHeaders } from 'node:http';
import { isBefore, parsePlace, type Place, textOf } from '@doremi/event-sourcing';

/**
 * Lets a person who sends no headers read what they have just written: the gateway remembers the highest position it
 * has handed out, and a read that names none is forwarded with it as a hint. One of a newer generation of the log is higher
 * than any of an older one, which nobody waits for any more.
 */
export class Freshness {
  private highest: Place | null = null;

  /** Learns from an answer's headers. */
  note(headers: IncomingHttpHeaders): void {
    const place = parsePlace(String(headers['x-event-position'] ?? ''));
    if (place && (!this.highest || isBefore(this.highest, place))) this.highest = place;
  }

  /** Sets the hint on a request that names no position itself. A hint that a client sent is never passed on. */
  hint(headers: IncomingHttpHeaders): void {
    delete headers['x-event-position-hint'];
    if (headers['x-event-position'] === undefined && this.highest)
      headers['x-event-position-hint'] = textOf(this.highest);
  }
}
