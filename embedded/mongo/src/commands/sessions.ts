import { createHash } from 'node:crypto';
import { Binary } from 'bson';
import type { Value } from '../bson/value.js';
import { fieldOf, isDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';

export const SESSION_MINUTES = 30;

/** Whoever is not signed in has the same digest: that of no name. */
const NOBODY = new Binary(createHash('sha256').update('').digest());

interface Session {
  readonly id: Binary;
  lastUse: number;
}

/** The logical sessions that commands were sent in. Nothing depends on them here; `$listLocalSessions` shows them. */
export class Sessions {
  private readonly byId = new Map<string, Session>();

  /** Notes that a command came in the session `lsid`. @param now milliseconds since 1970 */
  use(lsid: Value | undefined, now: number): void {
    const id = isDocument(lsid) ? fieldOf(lsid, 'id') : undefined;
    if (!(id instanceof Binary)) return;
    const key = id.toString('hex');
    const session = this.byId.get(key);
    if (session) session.lastUse = now;
    else this.byId.set(key, { id, lastUse: now });
  }

  end(lsid: Value): void {
    const id = isDocument(lsid) ? fieldOf(lsid, 'id') : undefined;
    if (id instanceof Binary) this.byId.delete(id.toString('hex'));
  }

  /** Forgets what nobody used for half an hour. */
  expire(now: number): void {
    for (const [key, { lastUse }] of this.byId) if (now - lastUse > SESSION_MINUTES * 60_000) this.byId.delete(key);
  }

  /** As `$listLocalSessions` gives them. */
  describe(): Buffer[] {
    return [...this.byId.values()].map(({ id, lastUse }) =>
      writeDocument({ _id: { id, uid: NOBODY }, lastUse: new Date(lastUse) }),
    );
  }
}
