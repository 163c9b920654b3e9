import { EJSON } from 'bson';
import type { Document } from 'mongodb';
import type { TestMongo } from './with-mongo.js';

/** A value with the types of its numbers, so that a test can tell an int from a double. */
export const typed = (value: unknown): string => EJSON.stringify({ value }, { relaxed: false });

/** What an expression makes of a document, with the types of its numbers; without `value` where it is missing. */
export async function evaluate(mongo: TestMongo, expression: unknown, document: Document = {}): Promise<string> {
  const collection = await mongo.collection([{ _id: 1, ...document }]);
  const pipeline = [{ $project: { _id: 0, value: expression } }];
  const [result] = await collection.aggregate(pipeline, { promoteValues: false, bsonRegExp: true }).toArray();
  return EJSON.stringify(result, { relaxed: false });
}
