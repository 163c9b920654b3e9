import type { Table } from './database.js';
import type { GroupCommit } from './group-commit.js';
import { streamKey } from './keys.js';

/** Small JSON documents by key, durable as events are. */
export class Documents<T> {
  constructor(
    private readonly table: Table,
    private readonly commits: GroupCommit,
  ) {}

  all(): T[] {
    return [...this.table.getRange()].map(({ value }) => JSON.parse(value.toString('utf8')) as T);
  }

  async put(key: string, document: T): Promise<void> {
    const bytes = Buffer.from(JSON.stringify(document), 'utf8');
    await this.commits.run(() => void this.table.put(streamKey(key), bytes));
  }

  async remove(key: string): Promise<void> {
    await this.commits.run(() => void this.table.remove(streamKey(key)));
  }
}
