import type { IncomingHttpHeaders } from 'node:http';
import { BEGINNING, laterOf, parsePosition, type Position } from '@doremi/shared/kernel/position';

/**
 * Lets a person who sends no headers read what they have just written: the gateway remembers the highest position it
 * has handed out, and a read that names none is forwarded with it as a hint.
 */
export class Freshness {
  private highest: Position = BEGINNING;

  /** Learns from an answer's headers. */
  note(headers: IncomingHttpHeaders): void {
    const position = parsePosition(String(headers['x-event-position'] ?? ''));
    if (position) this.highest = laterOf(this.highest, position);
  }

  /** Sets the hint on a request that names no position itself. A hint that a client sent is never passed on. */
  hint(headers: IncomingHttpHeaders): void {
    delete headers['x-event-position-hint'];
    if (headers['x-event-position'] === undefined && this.highest !== BEGINNING)
      headers['x-event-position-hint'] = this.highest;
  }
}
