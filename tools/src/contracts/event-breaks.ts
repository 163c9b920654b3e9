import type { AsyncApi } from '../catalogue/asyncapi.js';
import { schemaBreaks, type Schema } from './schema-breaks.js';

interface Message {
  readonly 'x-schema-version': number;
}

/**
 * What the events of today break of a released document. An event's shape may change only as a new version, with a
 * golden file of the old one, which the tests of upcast.ts hold to an upcaster.
 */
export const eventBreaks = (released: AsyncApi, now: AsyncApi, golden: readonly string[]): string[] =>
  Object.entries(released.components.messages).flatMap(([type, message]) => {
    const version = (message as Message)['x-schema-version'];
    const today = now.components.messages[type] as Message | undefined;
    if (!today) return [`${type}: is gone, or has another name`];
    if (today['x-schema-version'] > version)
      return golden.includes(`${type}.v${version}.json`) ? [] : [`${type}: version ${version} has no upcaster`];
    const pair = {
      was: released.components.schemas[type] as Schema,
      is: now.components.schemas[type] as Schema,
      refsOfWas: noReference,
      refsOfIs: noReference,
    };
    // What was written is read by us as well: nothing may go, and nothing may be taken for granted that was not there.
    return [...new Set([...schemaBreaks(pair, 'read', type), ...schemaBreaks(pair, 'written', type)])];
  });

const noReference = (ref: string): Schema => {
  throw new Error(`events refer to nothing, not to ${ref}`);
};
