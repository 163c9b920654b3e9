import { MongoClient, type AnyBulkWriteOperation, type Collection } from 'mongodb';

/** A document of about 300 bytes, much like one on an order board. */
export interface Ticket {
  readonly _id: number;
  readonly number: number;
  readonly storeId: number;
  readonly stage: string;
  readonly lines: readonly { readonly menuId: number; readonly menuName: string; readonly quantity: number }[];
  readonly receivedAt: Date;
}

const LINES = [1, 2].map((menuId) => ({ menuId, menuName: `Pizza of the house, number ${menuId}`, quantity: 1 }));

export const ticket = (id: number): Ticket => ({
  _id: id,
  number: id,
  storeId: 2_000 + (id % 100),
  stage: 'COOKING',
  lines: LINES,
  receivedAt: new Date(1_700_000_000_000 + id),
});

export const replaced = (id: number, document: Ticket): AnyBulkWriteOperation<Ticket> => ({
  replaceOne: { filter: { _id: id }, replacement: document, upsert: true },
});

/** Connects with default options and hands over an empty collection; `close` removes it and ends the connection. */
export const tickets = async (
  url: string,
  name: string,
): Promise<{ collection: Collection<Ticket>; close: () => Promise<void> }> => {
  const client = await MongoClient.connect(url);
  const collection = client.db('doremi-bench').collection<Ticket>(name);
  await collection.drop();
  const close = async (): Promise<void> => {
    await collection.drop();
    await client.close();
  };
  return { collection, close };
};
