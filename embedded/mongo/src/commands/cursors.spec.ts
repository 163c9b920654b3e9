import { describe, expect, it } from '@jest/globals';
import { Cursors } from './cursors.js';

const MINUTE = 60_000;
const documents = Array.from({ length: 5 }, (_, i) => Buffer.from([i]));

describe('cursors', () => {
  it('that nobody reads from are closed after ten minutes', () => {
    const cursors = new Cursors();
    const { cursorId } = cursors.start({ namespace: 'a.b', documents }, 1);
    cursors.expire(Date.now() + 9 * MINUTE);
    expect(cursors.next(cursorId, 1).documents).toEqual([documents[1]]);
    cursors.expire(Date.now() + 11 * MINUTE);
    expect(() => cursors.next(cursorId, 1)).toThrow(/not found/);
  });

  it('do what is to be done to documents only when they are sent', () => {
    const cursors = new Cursors();
    let projected = 0;
    const project = (bytes: Buffer): Buffer => {
      projected++;
      return bytes;
    };
    const { cursorId } = cursors.start({ namespace: 'a.b', documents, project }, 2);
    expect(projected).toBe(2);
    expect(cursors.next(cursorId, undefined)).toMatchObject({ cursorId: 0n, documents: documents.slice(2) });
    expect(projected).toBe(5);
  });
});
