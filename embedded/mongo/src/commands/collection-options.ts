import type { Document } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { listArgument, textArgument } from './arguments.js';

/** What a view is made of; undefined where no view is asked for. */
export function viewOptions(body: Document): Document | undefined {
  if (!('viewOn' in body)) {
    if ('pipeline' in body)
      throw new CommandError('InvalidOptions', "'pipeline' requires 'viewOn' to also be specified");
    return undefined;
  }
  return { viewOn: textArgument(body, 'viewOn'), pipeline: listArgument(body, 'pipeline') };
}
