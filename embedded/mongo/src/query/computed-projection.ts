import { readDocument } from '../bson/read.js';
import type { Document } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { runStage } from './stage.js';

/** A projection with expressions is the aggregation stage of the same name. */
export function computedProjection(spec: Document): (bytes: Buffer) => Buffer {
  return (bytes) => writeDocument(runStage('$project', spec, [readDocument(bytes)], {})[0] ?? {});
}
