import type { Document } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { compileFilter } from '../query/matcher.js';
import { documentArgument, listArgument, textArgument } from './arguments.js';

/** What a view is made of; undefined where no view is asked for. */
export function viewOptions(body: Document): Document | undefined {
  if (!('viewOn' in body)) {
    if ('pipeline' in body)
      throw new CommandError('InvalidOptions', "'pipeline' requires 'viewOn' to also be specified");
    return undefined;
  }
  return { viewOn: textArgument(body, 'viewOn'), pipeline: listArgument(body, 'pipeline') };
}

const LEVELS = ['off', 'strict', 'moderate'];
const ACTIONS = ['error', 'warn'];

function choice(body: Document, name: string, allowed: readonly string[]): string | undefined {
  if (!(name in body)) return undefined;
  const value = textArgument(body, name);
  if (!allowed.includes(value))
    throw new CommandError('BadValue', `Enumeration value '${value}' for field '${name}' is not a valid value.`);
  return value;
}

/**
 * What a collection holds its documents to; undefined where nothing is said.
 * @param before what it held them to until now
 * @throws CommandError 2, 14 and those of a filter
 */
export function validationOptions(body: Document, before: Document = {}): Document | undefined {
  if (!['validator', 'validationLevel', 'validationAction'].some((name) => name in body)) return undefined;
  const options = {
    validator: documentArgument(body, 'validator') ?? before['validator'] ?? {},
    validationLevel: choice(body, 'validationLevel', LEVELS) ?? before['validationLevel'] ?? 'strict',
    validationAction: choice(body, 'validationAction', ACTIONS) ?? before['validationAction'] ?? 'error',
  };
  compileFilter(options.validator as Document);
  return options;
}
