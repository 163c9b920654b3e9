import type { Collation } from '../bson/collation.js';
import { equalValues } from '../bson/compare.js';
import { isNumber, toDouble } from '../bson/numbers.js';
import { show } from '../bson/show.js';
import type { Document, Value } from '../bson/value.js';
import { isDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { CommandError, notImplemented } from '../command-error.js';
import { compileFilter } from '../query/matcher.js';
import { namespaceOf } from '../store/catalog.js';
import type { Collection } from '../store/collection.js';
import type { Index } from '../store/index.js';
import { collationArgument, documentArgument, flagArgument, listArgument, namespaceArgument } from './arguments.js';
import type { Command, Commands } from './command.js';
import { reply } from './command.js';

const KNOWN = new Set([
  'v',
  'key',
  'name',
  'unique',
  'sparse',
  'background',
  'expireAfterSeconds',
  'partialFilterExpression',
  'collation',
  'hidden',
  'ns',
]);
const UNSUPPORTED = [
  'wildcardProjection',
  'weights',
  'default_language',
  'language_override',
  'textIndexVersion',
  '2dsphereIndexVersion',
  'bits',
  'min',
  'max',
  'storageEngine',
  'clustered',
  'prepareUnique',
];

function checkKey(key: Document): void {
  if (Object.keys(key).length === 0) throw new CommandError('CannotCreateIndex', 'Index keys cannot be empty.');
  for (const [path, direction] of Object.entries(key)) {
    if (typeof direction === 'string') throw notImplemented(`a ${direction} index`);
    if (path.includes('$**')) throw notImplemented('a wildcard index');
    if (!isNumber(direction) || toDouble(direction) === 0)
      throw new CommandError(
        'CannotCreateIndex',
        `Values in v:2 index key pattern must be numbers other than 0: ${path}`,
      );
  }
}

/** A specification as `listIndexes` shows it. @param collectionOrder the collation that an index has which is given none */
function normalize(given: Value, collectionOrder: Collation | undefined): Document {
  if (!isDocument(given)) throw new CommandError('TypeMismatch', "BSON field 'createIndexes.indexes' needs objects");
  const key = documentArgument(given, 'key');
  if (!key || typeof given['name'] !== 'string')
    throw new CommandError(
      'FailedToParse',
      `The '${key ? 'name' : 'key'}' field is a required property of an index specification`,
    );
  if (given['name'] === '')
    throw new CommandError(
      'CannotCreateIndex',
      `Error in specification ${show(given)} :: caused by :: index name cannot be empty`,
    );
  checkKey(key);
  for (const name of Object.keys(given)) {
    if (UNSUPPORTED.includes(name)) throw notImplemented(`the index option ${name}`);
    if (!KNOWN.has(name))
      throw new CommandError(
        'InvalidIndexSpecificationOption',
        `The field '${name}' is not valid for an index specification. Specification: ${show(given)}`,
      );
  }
  const spec: Document = { v: 2, key, name: given['name'] };
  if (flagArgument(given, 'unique')) spec['unique'] = true;
  if (flagArgument(given, 'sparse')) spec['sparse'] = true;
  if (flagArgument(given, 'hidden')) spec['hidden'] = true;
  const collation = collationArgument(given, collectionOrder);
  if (collation) spec['collation'] = collation.spec;
  const partial = documentArgument(given, 'partialFilterExpression');
  if (partial && spec['sparse'])
    throw new CommandError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options');
  if (partial) compileFilter((spec['partialFilterExpression'] = partial));
  const expiry = given['expireAfterSeconds'];
  if (expiry !== undefined) {
    if (!isNumber(expiry) || toDouble(expiry) < 0)
      throw new CommandError('CannotCreateIndex', 'TTL index expireAfterSeconds must be a number that is not negative');
    if (Object.keys(key).length > 1)
      throw new CommandError(
        'CannotCreateIndex',
        'TTL indexes are single-field indexes, compound indexes do not support TTL.',
      );
    spec['expireAfterSeconds'] = expiry;
  }
  return spec;
}

/** Whether the index is there already. @throws CommandError 85 or 86 when one like it is there that differs. */
function exists(collection: Collection, spec: Document): boolean {
  for (const known of collection.indexSpecs()) {
    const sameKey = equalValues(known['key'], spec['key']);
    if (known['name'] === spec['name']) {
      if (equalValues({ ...known, v: 2 }, { ...spec, v: 2 }) || (sameKey && known['name'] === '_id_')) return true;
      if (sameKey)
        throw new CommandError(
          'IndexOptionsConflict',
          `An equivalent index already exists with the same name but different options. Requested index: ${spec['name'] as string}`,
        );
      throw new CommandError(
        'IndexKeySpecsConflict',
        `An existing index has the same name as the requested index. When index names are not specified, they are auto generated and can cause conflicts. Requested index: ${spec['name'] as string}`,
      );
    }
    const sameMeaning = ['partialFilterExpression', 'collation'].every((name) => equalValues(known[name], spec[name]));
    if (sameKey && sameMeaning) {
      if (known['name'] === '_id_') return true;
      throw new CommandError(
        'IndexOptionsConflict',
        `Index already exists with a different name: ${known['name'] as string}`,
      );
    }
  }
  return false;
}

/** Adds the indexes that are not there yet, all or none. */
function addAll(collection: Collection, specs: readonly Document[]): void {
  const before = new Set(collection.secondaryIndexes());
  try {
    for (const spec of specs) if (!exists(collection, spec)) collection.addIndex(spec);
  } catch (fault) {
    for (const index of [...collection.secondaryIndexes()]) if (!before.has(index)) collection.removeIndex(index);
    throw fault;
  }
}

const createIndexes: Command = {
  fields: ['indexes', 'commitQuorum'],
  writes: true,
  run(request, { catalog }) {
    const at = namespaceArgument(request);
    const specs = listArgument(request.body, 'indexes').map((given) => normalize(given, catalog.collationAt(at)));
    if (specs.length === 0) throw new CommandError('BadValue', 'Must specify at least one index to create');
    const createdCollectionAutomatically = !catalog.find(at);
    const collection = catalog.getOrCreate(at);
    const numIndexesBefore = collection.indexSpecs().length;
    addAll(collection, specs);
    catalog.save(at);
    const numIndexesAfter = collection.indexSpecs().length;
    const answer: Document = { numIndexesBefore, numIndexesAfter, createdCollectionAutomatically };
    return reply(numIndexesAfter > numIndexesBefore ? answer : { ...answer, note: 'all indexes already exist' });
  },
};

const listIndexes: Command = {
  fields: ['cursor', 'includeBuildUUIDs', 'includeIndexBuildInfo'],
  run(request, { catalog, cursors }) {
    const at = namespaceArgument(request);
    const documents = catalog.get(at).indexSpecs().map(writeDocument);
    return { batch: cursors.start({ namespace: namespaceOf(at), documents }, Infinity) };
  },
};

/** The indexes that a name, a key, a list of names or `*` means. @throws CommandError 27, 72, 181 */
export function named(collection: Collection, wanted: Value | undefined): Index[] {
  if (wanted === '*') return [...collection.secondaryIndexes()];
  if (Array.isArray(wanted)) return wanted.flatMap((name) => named(collection, name));
  if (wanted === '_id_') throw new CommandError('InvalidOptions', 'cannot drop _id index');
  const [found, another] = collection
    .secondaryIndexes()
    .filter((index) => index.name === wanted || (isDocument(wanted) && equalValues(index.spec['key'], wanted)));
  if (another)
    throw new CommandError('AmbiguousIndexKeyPattern', `${show(wanted)} is the key of several indexes: name one`);
  if (!found)
    throw new CommandError(
      'IndexNotFound',
      `index not found with name [${typeof wanted === 'string' ? wanted : show(wanted)}]`,
    );
  return [found];
}

const dropIndexes: Command = {
  fields: ['index'],
  writes: true,
  run(request, { catalog }) {
    const at = namespaceArgument(request);
    const collection = catalog.find(at);
    if (!collection) throw new CommandError('NamespaceNotFound', `ns not found ${namespaceOf(at)}`);
    const nIndexesWas = collection.indexSpecs().length;
    for (const index of named(collection, request.body['index'])) collection.removeIndex(index);
    catalog.save(at);
    return reply({ nIndexesWas });
  },
};

export const indexes: Commands = { createIndexes, listIndexes, dropIndexes, deleteIndexes: dropIndexes };
