import { openDatabase, reaching } from '@doremi/read-models';
import type { KeyEntry, KeyStore, LiveKey } from './key-store.js';
import type { WrappedKey } from './wrapping-keys.js';

/** STORAGE FORMAT, in the collection `keys`. */
interface KeyDocument {
  readonly _id: string;
  readonly wrapped?: WrappedKey;
  readonly carts?: readonly number[];
  readonly erasedAt?: string;
}

/** Keys in a database of their own, by default `doremi_keys` on that server. It connects in the background. */
export const mongoKeyStore = (url: string): KeyStore => {
  const { database, ping, close } = openDatabase(url, 'doremi_keys');
  const keys = keysIn(database);
  const find: KeyStore['find'] = async (keyIds) => {
    const found = await reaching(() => keys.find({ _id: { $in: [...keyIds] } }).toArray());
    return found.map(entryOf);
  };
  return {
    find,
    add: async (keyId, wrapped, cartId) => {
      await reaching(() => addTo(keys, keyId, wrapped, cartId));
      const [entry] = await find([keyId]);
      if (!entry) throw new Error(`the key store lost ${keyId} at once`);
      return entry;
    },
    erase: async (keyId, at) => {
      const tombstone = { $unset: { wrapped: '', carts: '' }, $min: { erasedAt: at } } as const;
      // Two that erase at once: the second one finds what the first one left.
      await reaching(() => twice(() => keys.updateOne({ _id: keyId }, tombstone, { upsert: true })));
    },
    notWrappedBy: async (names, limit) => {
      const others = { 'wrapped.by': { $exists: true, $nin: [...names] } };
      const found = await reaching(() => keys.find(others).limit(limit).toArray());
      return found.map(entryOf).filter((entry): entry is LiveKey => 'wrapped' in entry);
    },
    rewrap: async (keyId, from, to) => {
      await reaching(() => keys.updateOne({ _id: keyId, 'wrapped.data': from.data }, { $set: { wrapped: to } }));
    },
    ping,
    close,
  };
};

type Keys = ReturnType<typeof keysIn>;

const keysIn = (database: ReturnType<typeof openDatabase>['database']) => database.collection<KeyDocument>('keys');

/** Adds the key where there is none, and the cart where the key is no tombstone. */
const addTo = async (keys: Keys, keyId: string, wrapped: WrappedKey, cartId: number) => {
  const isLive = { _id: keyId, erasedAt: { $exists: false } };
  const change = { $setOnInsert: { wrapped }, $addToSet: { carts: cartId } };
  // Where somebody else adds it at the same moment it is there at the second try; a tombstone is in the way of both.
  await twice(() => keys.updateOne(isLive, change, { upsert: true })).catch(ignoreDuplicate);
};

const twice = <Done>(write: () => Promise<Done>): Promise<Done> =>
  write().catch((error: unknown) => {
    ignoreDuplicate(error);
    return write();
  });

const ignoreDuplicate = (error: unknown): void => {
  if ((error as { code?: unknown }).code !== 11_000) throw error;
};

const entryOf = ({ _id: keyId, wrapped, carts = [], erasedAt }: KeyDocument): KeyEntry => {
  if (erasedAt !== undefined) return { keyId, erasedAt };
  if (!wrapped) throw new Error(`the key store holds neither key nor tombstone under ${keyId}`);
  return { keyId, wrapped, carts };
};
