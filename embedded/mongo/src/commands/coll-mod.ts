import { checkView } from '../aggregate/views.js';
import { isNumber } from '../bson/numbers.js';
import type { Document } from '../bson/value.js';
import { CommandError, notImplemented } from '../command-error.js';
import type { Catalog, Namespace } from '../store/catalog.js';
import { namespaceOf } from '../store/catalog.js';
import type { Collection } from '../store/collection.js';
import { documentArgument, namespaceArgument } from './arguments.js';
import { validationOptions, viewOptions } from './collection-options.js';
import type { Command, Commands } from './command.js';
import { reply } from './command.js';
import { named } from './indexes.js';

/** What can change on an index that is there is its expiry. */
function changeIndex(collection: Collection, change: Document): Document {
  const [index] = named(collection, change['name'] ?? change['keyPattern']);
  const expiry = change['expireAfterSeconds'];
  if (!index || !isNumber(expiry)) throw notImplemented('changing an index other than its expireAfterSeconds');
  const before = index.spec['expireAfterSeconds'];
  index.spec['expireAfterSeconds'] = expiry;
  return { ...(before !== undefined && { expireAfterSeconds_old: before }), expireAfterSeconds_new: expiry };
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
