import { describe, expect, it } from '@jest/globals';
import { deserialize } from 'bson';
import type { Document } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { Catalog } from '../store/catalog.js';
import type { Storage } from '../store/storage.js';
import { memoryStorage } from '../store/storage.js';
import { Cursors } from './cursors.js';
import { dispatcher } from './dispatch.js';
import { Sessions } from './sessions.js';

/** Runs commands on a storage that behaves otherwise. */
function on(different: Partial<Storage>) {
  const storage = { ...memoryStorage(), ...different };
  const faults: unknown[] = [];
  const context = {
    catalog: new Catalog(storage),
    cursors: new Cursors(),
    sessions: new Sessions(),
    startedAt: new Date(),
  };
  const answer = dispatcher(context, storage, (fault) => faults.push(fault));
  const run = async (body: Document, documents: Document[] = []): Promise<Document> => {
    const lists = new Map([['documents', documents.map(writeDocument)]]);
    const name = Object.keys(body)[0] ?? '';
    const parts = await answer({ requestId: 1, legacy: false, wantsReply: true, name, database: 'test', body, lists });
    return deserialize(Buffer.concat(parts ?? []));
  };
  return { run, faults };
}

describe('a write is answered', () => {
  it.each([
    ['when it is committed', {}, 'committed'],
    ['when it is flushed, if it asks for the journal', { writeConcern: { w: 1, j: true } }, 'flushed'],
  ] as const)('%s', async (_, options, wanted) => {
    let finish = (): void => undefined;
    const { run } = on({ [wanted]: () => new Promise<void>((resolve) => (finish = resolve)) });
    let answered = false;
    const answer = run({ insert: 'things', ...options }, [{ _id: 1 }]).finally(() => (answered = true));
    await new Promise((next) => setImmediate(next));
    expect(answered).toBe(false);
    finish();
    expect(await answer).toEqual({ n: 1, ok: 1 });
  });

  it('with an error when the storage fails, and the server is told', async () => {
    const full = new Error('disk full');
    const { run, faults } = on({ committed: () => Promise.reject(full) });
    expect(await run({ insert: 'things' }, [{ _id: 1 }])).toMatchObject({ ok: 0, code: 1, errmsg: 'disk full' });
    expect(faults).toEqual([full]);
    expect(await run({ find: 'things' })).toMatchObject({ ok: 1 });
  });
});
