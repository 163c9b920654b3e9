import { readDocument } from '../bson/read.js';
import type { Document } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import type { ExpressionContext } from './expression-context.js';
import { runStage } from './stage.js';

/** A projection with expressions is the aggregation stage of the same name. */
export function computedProjection(spec: Document, context: ExpressionContext): (bytes: Buffer) => Buffer {
  return (bytes) => writeDocument(runStage('$project', spec, [readDocument(bytes)], context)[0] ?? {});
}
