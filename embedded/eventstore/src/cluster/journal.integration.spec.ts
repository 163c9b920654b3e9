import { describe, expect, it } from '@jest/globals';
import { openTables } from '../store/database.js';
import type { Tables } from '../store/database.js';
import { inTemporaryDirectory } from '../testing/eventstore.js';
import { Journal } from './journal.js';
import type { Entry } from './journal.js';

const entry = (epoch: number, text: string): Entry => ({ epoch, operations: Buffer.from(text) });
const textOf = (journal: Journal): string[] =>
  journal.read(1, journal.lastIndex).map(({ epoch, operations }) => `${epoch}${operations.toString()}`);

/** Runs `use` with a journal of its own, and looks at what is on disk afterwards. */
const onJournal = async (
  use: (journal: Journal, tables: Tables) => void,
  look: (again: Journal) => void,
): Promise<void> => {
  await inTemporaryDirectory(async (directory) => {
    const tables = await openTables(directory);
    use(new Journal(tables), tables);
    await tables.close();
    const again = await openTables(directory);
    look(new Journal(again));
    await again.close();
  });
};

describe('A journal', () => {
  it('is empty at first, and holds what was written in its order', async () => {
    await onJournal(
      (journal) => {
        expect([journal.lastIndex, journal.lastEpoch, journal.done]).toEqual([0, 0, 0]);
        expect([journal.epochAt(0), journal.epochAt(1)]).toEqual([0, undefined]);
        journal.write(0, [entry(1, 'a'), entry(1, 'b')]);
        journal.write(2, [entry(2, 'c')]);
      },
      (journal) => {
        expect(textOf(journal)).toEqual(['1a', '1b', '2c']);
        expect([journal.lastIndex, journal.lastEpoch]).toEqual([3, 2]);
        expect(journal.read(2, 2).map(({ operations }) => operations.toString())).toEqual(['b']);
      },
    );
  });

  it('drops what another leader wrote differently, and all behind it', async () => {
    await onJournal(
      (journal) => {
        journal.write(0, [entry(1, 'a'), entry(1, 'b'), entry(1, 'c'), entry(1, 'd')]);
        journal.write(1, [entry(1, 'b'), entry(2, 'x')]);
      },
      (journal) => {
        expect(textOf(journal)).toEqual(['1a', '1b', '2x']);
        expect([journal.lastIndex, journal.lastEpoch]).toEqual([3, 2]);
      },
    );
  });

  it('keeps what is behind a message that says nothing new: it may be late', async () => {
    await onJournal(
      (journal) => {
        journal.write(0, [entry(1, 'a'), entry(1, 'b'), entry(1, 'c')]);
        journal.write(0, [entry(1, 'a'), entry(1, 'b')]);
        journal.write(1, []);
      },
      (journal) => expect(textOf(journal)).toEqual(['1a', '1b', '1c']),
    );
  });

  it('does not replace what is done', async () => {
    await onJournal(
      (journal, tables) => {
        journal.write(0, [entry(1, 'a'), entry(1, 'b')]);
        tables.transaction(() => journal.markDone(2));
        expect(() => journal.write(1, [entry(2, 'x')])).toThrow('entry 2 is done and cannot be replaced');
      },
      (journal) => {
        expect(textOf(journal)).toEqual(['1a', '1b']);
        expect(journal.done).toBe(2);
      },
    );
  });

  it('remembers the vote of its node', async () => {
    await onJournal(
      (journal) => {
        expect(journal.ballot).toEqual({ epoch: 0, vote: null });
        journal.cast({ epoch: 3, vote: '127.0.0.1:1' });
      },
      (journal) => expect(journal.ballot).toEqual({ epoch: 3, vote: '127.0.0.1:1' }),
    );
  });

  it('reads at most so much that it fits in a message, and never nothing', async () => {
    const large = 'x'.repeat(700_000);
    await onJournal(
      (journal) => journal.write(0, [entry(1, large), entry(1, large), entry(1, large), entry(1, 'small')]),
      (journal) => {
        expect(journal.read(1, 4)).toHaveLength(2);
        expect(journal.read(3, 4)).toHaveLength(2);
        expect(journal.read(5, 4)).toHaveLength(0);
      },
    );
  });
});
