import type { Collation } from '../bson/collation.js';
import type { Document } from '../bson/value.js';
import { CommandError } from '../command-error.js';
import { Collection } from './collection.js';
import type { Storage } from './storage.js';

export interface Namespace {
  readonly database: string;
  readonly collection: string;
}

export const namespaceOf = ({ database, collection }: Namespace): string => `${database}.${collection}`;

/** Splits `database.collection`; the collection's name may hold dots. */
export function parseNamespace(text: string): Namespace {
  const dot = text.indexOf('.');
  if (dot < 1 || dot === text.length - 1)
    throw new CommandError('InvalidNamespace', `Invalid namespace specified '${text}'`);
  return { database: text.slice(0, dot), collection: text.slice(dot + 1) };
}

function checkName({ database, collection }: Namespace): void {
  const fault =
    /[\0$]/.test(collection) || collection === '' || collection.startsWith('.') || collection.startsWith('system.');
  if (fault || /[\0 ."$/\\]/.test(database) || database === '')
    throw new CommandError(
      'InvalidNamespace',
      `Invalid namespace specified '${namespaceOf({ database, collection })}'`,
    );
}

/** A view is kept where collections are: it has these options and no documents. */
const isView = (options: Document): boolean => 'viewOn' in options;

/** All collections of all databases. A database is there while it has a collection. */
export class Catalog {
  private readonly databases = new Map<string, Map<string, Collection>>();
  private nextId = 1;

  constructor(readonly storage: Storage) {
    for (const entry of storage.collections()) {
      const at = { database: entry.database, collection: entry.name };
      const collection = new Collection(entry.id, namespaceOf(at), entry.options, storage);
      for (const [number, bytes] of storage.records(entry.id)) collection.restore(number, bytes);
      for (const spec of entry.indexes) collection.addIndex(spec);
      this.put(at, collection);
      this.nextId = Math.max(this.nextId, entry.id + 1);
    }
  }

  private put({ database, collection }: Namespace, value: Collection): void {
    const collections = this.databases.get(database) ?? new Map<string, Collection>();
    this.databases.set(database, collections.set(collection, value));
  }

  private take({ database, collection }: Namespace): void {
    const collections = this.databases.get(database);
    collections?.delete(collection);
    if (collections?.size === 0) this.databases.delete(database);
  }

  private at({ database, collection }: Namespace): Collection | undefined {
    return this.databases.get(database)?.get(collection);
  }

  /** The options of a view; undefined where there is a collection, or nothing. */
  viewAt(at: Namespace): Document | undefined {
    const options = this.at(at)?.options;
    return options && isView(options) ? options : undefined;
  }

  /** How strings compare in a collection or view where a command says nothing else. */
  collationAt(at: Namespace): Collation | undefined {
    return this.at(at)?.collation;
  }

  /** @throws CommandError 166 for a view */
  find(at: Namespace): Collection | undefined {
    const collection = this.at(at);
    if (collection && isView(collection.options))
      throw new CommandError('CommandNotSupportedOnView', `Namespace ${namespaceOf(at)} is a view, not a collection`);
    return collection;
  }

  /** @throws CommandError 26, 166 */
  get(at: Namespace): Collection {
    const collection = this.find(at);
    if (!collection) throw new CommandError('NamespaceNotFound', `ns does not exist: ${namespaceOf(at)}`);
    return collection;
  }

  /** The collection, created when it is not there, as a first write does. */
  getOrCreate(at: Namespace): Collection {
    return this.find(at) ?? this.create(at, {});
  }

  /** @throws CommandError 48, 73 */
  create(at: Namespace, options: Document): Collection {
    checkName(at);
    if (this.at(at)) throw new CommandError('NamespaceExists', `Collection ${namespaceOf(at)} already exists.`);
    const collection = new Collection(this.nextId++, namespaceOf(at), options, this.storage);
    this.put(at, collection);
    this.save(at);
    return collection;
  }

  /** Keeps the name, options and indexes of a collection or a view as they are now. */
  save(at: Namespace): void {
    const collection = this.at(at);
    if (!collection) return;
    const { id, options } = collection;
    const indexes = collection.secondaryIndexes().map((index) => index.spec);
    this.storage.putCollection({ id, database: at.database, name: at.collection, options, indexes });
  }

  /** Gives a collection or a view other options. */
  change(at: Namespace, options: Document): void {
    const collection = this.at(at);
    if (collection) collection.options = options;
    this.save(at);
  }

  drop(at: Namespace): void {
    const collection = this.at(at);
    if (!collection) return;
    this.take(at);
    for (const { number } of collection.all()) this.storage.deleteRecord(collection.id, number);
    this.storage.dropCollection(collection.id);
  }

  /** @throws CommandError 26, 48, 166 */
  rename(from: Namespace, to: Namespace, dropTarget: boolean): void {
    checkName(to);
    const collection = this.find(from);
    if (!collection)
      throw new CommandError('NamespaceNotFound', `Source collection ${namespaceOf(from)} does not exist`);
    if (namespaceOf(from) === namespaceOf(to))
      throw new CommandError('IllegalOperation', "Can't rename a collection to itself");
    const target = this.at(to);
    if (target && (!dropTarget || isView(target.options)))
      throw new CommandError('NamespaceExists', 'target namespace exists');
    this.drop(to);
    this.take(from);
    this.put(to, collection);
    collection.namespace = namespaceOf(to);
    this.save(to);
  }

  databaseNames(): string[] {
    return [...this.databases.keys()].sort();
  }

  /** The collections of a database by name. */
  collectionsOf(database: string): [name: string, collection: Collection][] {
    return [...(this.databases.get(database) ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
  }
}
