import { MongoClient } from 'mongodb';

/** Milliseconds. */
const ANSWER_WITHIN = 5_000;

/** Asks the MongoDB at `url` for its version; throws the driver's own error where none answers within seconds. */
export const mongoVersion = async (url: string): Promise<string> => {
  const client = new MongoClient(url, { serverSelectionTimeoutMS: ANSWER_WITHIN });
  try {
    return ((await client.db('admin').command({ buildInfo: 1 })) as unknown as { readonly version: string }).version;
  } finally {
    await client.close();
  }
};
