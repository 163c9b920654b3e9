import type { Table } from './database.js';
import type { Write } from './operation.js';

/** Small JSON documents by key, durable as events are. */
export class Documents<T> {
  constructor(
    private readonly table: Table,
    private readonly write: Write,
  ) {}

  all(): T[] {
    return [...this.table.getRange()].map(({ value }) => JSON.parse(value.toString('utf8')) as T);
  }

  async put(key: string, document: T): Promise<void> {
    await this.write({ kind: 'put-document', key, json: JSON.stringify(document) });
  }

  async remove(key: string): Promise<void> {
    await this.write({ kind: 'remove-document', key });
  }
}
