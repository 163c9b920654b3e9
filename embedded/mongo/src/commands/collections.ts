import { UUID } from 'bson';
import { checkView } from '../aggregate/views.js';
import { collationArgument, documentArgument, flagArgument, namespaceArgument, textArgument } from './arguments.js';
import type { Document } from '../bson/value.js';
import { newDocument } from '../bson/value.js';
import { writeDocument } from '../bson/write.js';
import { CommandError, notImplemented } from '../command-error.js';
import { compileFilter } from '../query/matcher.js';
import { DecodedSubject } from '../query/subject.js';
import { namespaceOf, parseNamespace } from '../store/catalog.js';
import type { Collection } from '../store/collection.js';
import { validationOptions, viewOptions } from './collection-options.js';
import type { Command, Commands } from './command.js';
import { reply } from './command.js';

const UNSUPPORTED_CREATE = [
  'capped',
  'size',
  'max',
  'timeseries',
  'expireAfterSeconds',
  'clusteredIndex',
  'encryptedFields',
  'changeStreamPreAndPostImages',
];

function refuse(body: Document, names: readonly string[], command: string): void {
  for (const name of names)
    if (name in body && body[name] !== false) throw notImplemented(`the ${command} option ${name}`);
}

const create: Command = {
  fields: [
    ...UNSUPPORTED_CREATE,
    'viewOn',
    'pipeline',
    'collation',
    'validator',
    'validationLevel',
    'validationAction',
    'storageEngine',
    'indexOptionDefaults',
    'idIndex',
    'autoIndexId',
  ],
  writes: true,
  run(request, { catalog }) {
    refuse(request.body, UNSUPPORTED_CREATE, 'create');
    const at = namespaceArgument(request);
    const view = viewOptions(request.body);
    const collation = collationArgument(request.body)?.spec;
    const options = { ...(view ?? validationOptions(request.body)), ...(collation && { collation }) };
    if (view) checkView(catalog, at, options);
    catalog.create(at, options);
    return reply({});
  },
};

const drop: Command = {
  fields: [],
  writes: true,
  run(request, { catalog }) {
    const at = namespaceArgument(request);
    const isView = catalog.viewAt(at) !== undefined;
    const collection = isView ? undefined : catalog.find(at);
    if (!isView && !collection) return reply({});
    const nIndexesWas = collection?.indexSpecs().length;
    catalog.drop(at);
    return reply({ ...(nIndexesWas !== undefined && { nIndexesWas }), ns: namespaceOf(at) });
  },
};

const dropDatabase: Command = {
  fields: [],
  writes: true,
  run({ database }, { catalog }) {
    const names = catalog.collectionsOf(database).map(([name]) => name);
    for (const collection of names) catalog.drop({ database, collection });
    return reply(names.length > 0 ? { dropped: database } : {});
  },
};

const renameCollection: Command = {
  fields: ['to', 'dropTarget'],
  writes: true,
  run({ body, database }, { catalog }) {
    if (database !== 'admin')
      throw new CommandError('IllegalOperation', 'renameCollection may only be run against the admin database.');
    const from = parseNamespace(textArgument(body, 'renameCollection'));
    catalog.rename(from, parseNamespace(textArgument(body, 'to')), flagArgument(body, 'dropTarget'));
    return reply({});
  },
};

/** A collection's uuid must stay the same over a restart: it is made from the id, which does. */
function uuidOf(collection: Collection): UUID {
  return new UUID(`00000000-0000-4000-8000-${collection.id.toString(16).padStart(12, '0')}`);
}

function describe(name: string, collection: Collection): Document {
  const { options } = collection;
  if ('viewOn' in options) return { name, type: 'view', options, info: { readOnly: true } };
  return {
    name,
    type: 'collection',
    options,
    info: { readOnly: false, uuid: uuidOf(collection) },
    idIndex: collection.indexSpecs()[0] ?? {},
  };
}

const listCollections: Command = {
  fields: ['filter', 'nameOnly', 'authorizedCollections', 'cursor'],
  run({ body, database }, { catalog, cursors }) {
    const matcher = compileFilter(documentArgument(body, 'filter') ?? newDocument());
    const nameOnly = flagArgument(body, 'nameOnly');
    const documents = catalog
      .collectionsOf(database)
      .map(([name, collection]) => describe(name, collection))
      .filter((description) => matcher(new DecodedSubject(description)))
      .map(({ name = '', type = '', ...rest }) => writeDocument(nameOnly ? { name, type } : { name, type, ...rest }));
    return { batch: cursors.start({ namespace: `${database}.$cmd.listCollections`, documents }, Infinity) };
  },
};

const listDatabases: Command = {
  fields: ['filter', 'nameOnly', 'authorizedDatabases'],
  run({ body }, { catalog }) {
    const matcher = compileFilter(documentArgument(body, 'filter') ?? newDocument());
    const described = catalog.databaseNames().map((name): Document => {
      let sizeOnDisk = 0;
      for (const [, collection] of catalog.collectionsOf(name))
        for (const { bytes } of collection.all()) sizeOnDisk += bytes.length;
      return { name, sizeOnDisk, empty: false };
    });
    const databases = described.filter((description) => matcher(new DecodedSubject(description)));
    if (flagArgument(body, 'nameOnly')) return reply({ databases: databases.map(({ name = '' }) => ({ name })) });
    const totalSize = databases.reduce((sum, { sizeOnDisk }) => sum + (sizeOnDisk as number), 0);
    return reply({ databases, totalSize, totalSizeMb: Math.floor(totalSize / 1024 / 1024) });
  },
};

export const collections: Commands = { create, drop, dropDatabase, renameCollection, listCollections, listDatabases };
