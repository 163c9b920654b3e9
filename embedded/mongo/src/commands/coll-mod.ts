import { checkView } from '../aggregate/views.js';
import { isNumber } from '../bson/numbers.js';
import type { Document } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';
import type { Catalog, Namespace } from '../store/catalog.js';
import { namespaceOf } from '../store/catalog.js';
import type { Collection } from '../store/collection.js';
import { documentArgument, flagArgument, namespaceArgument } from './arguments.js';
import { validationOptions, viewOptions } from './collection-options.js';
import type { Command, Commands } from './command.js';
import { reply } from './command.js';
import { named } from './indexes.js';

const CHANGES = new Set(['name', 'keyPattern', 'expireAfterSeconds', 'hidden']);

/** What can change on an index that is there: its expiry, and whether queries see it. */
function changeIndex(collection: Collection, change: Document): Document {
  const [index] = named(collection, change['name'] ?? change['keyPattern']);
  if (!index) throw new CommandError('IndexNotFound', 'the index to change has to be named, alone');
  const unknown = Object.keys(change).find((field) => !CHANGES.has(field));
  if (unknown !== undefined) throw notImplemented(`changing ${unknown} of an index`);
  const { spec } = index;
  const answer: Document = {};
  const expiry = change['expireAfterSeconds'];
  if (expiry !== undefined) {
    if (!isNumber(expiry)) throw new CommandError('TypeMismatch', 'expireAfterSeconds has to be a number');
    if (spec['expireAfterSeconds'] !== undefined) answer['expireAfterSeconds_old'] = spec['expireAfterSeconds'];
    answer['expireAfterSeconds_new'] = spec['expireAfterSeconds'] = expiry;
  }
  if ('hidden' in change) {
    const hidden = flagArgument(change, 'hidden');
    Object.assign(answer, { hidden_old: spec['hidden'] === true, hidden_new: hidden });
    if (hidden) spec['hidden'] = true;
    else delete spec['hidden'];
  }
  return answer;
}

function changeView(catalog: Catalog, at: Namespace, view: Document): void {
  const before = catalog.viewAt(at);
  if (!before)
    throw new CommandError('InvalidOptions', `${namespaceOf(at)} is a collection: it has no viewOn and no pipeline`);
  const after = { ...before, ...view };
  checkView(catalog, at, after);
  catalog.change(at, after);
}

const collMod: Command = {
  fields: ['index', 'viewOn', 'pipeline', 'validator', 'validationLevel', 'validationAction'],
  writes: true,
  run(request, { catalog }) {
    const at = namespaceArgument(request);
    const { body } = request;
    const view = viewOptions(body);
    if (view) {
      changeView(catalog, at, view);
      return reply({});
    }
    const collection = catalog.get(at);
    const change = documentArgument(body, 'index');
    const changed = change ? changeIndex(collection, change) : {};
    catalog.change(at, { ...collection.options, ...validationOptions(body, collection.options) });
    return reply(changed);
  },
};

export const collModCommands: Commands = { collMod };
