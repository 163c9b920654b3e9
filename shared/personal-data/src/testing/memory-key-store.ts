import { EngineUnavailable } from '@doremi/event-sourcing';
import { isErased, type KeyEntry, type KeyStore, type LiveKey } from '../key-store.js';

/** A key store in memory, which can be away. */
export class MemoryKeyStore implements KeyStore {
  readonly entries = new Map<string, KeyEntry>();
  isAway = false;

  find: KeyStore['find'] = (keyIds) =>
    this.reached(() => keyIds.flatMap((keyId) => [this.entries.get(keyId)].filter((entry) => entry !== undefined)));

  add: KeyStore['add'] = (keyId, wrapped, cartId) =>
    this.reached(() => {
      const there = this.entries.get(keyId);
      if (there && isErased(there)) return there;
      const entry = {
        keyId,
        wrapped: there?.wrapped ?? wrapped,
        carts: [...new Set([...(there?.carts ?? []), cartId])],
      };
      this.entries.set(keyId, entry);
      return entry;
    });

  erase: KeyStore['erase'] = (keyId, erasedAt) =>
    this.reached(() => {
      const there = this.entries.get(keyId);
      if (!there || !isErased(there)) this.entries.set(keyId, { keyId, erasedAt });
    });

  notWrappedBy: KeyStore['notWrappedBy'] = (names, limit) =>
    this.reached(() => {
      const live = [...this.entries.values()].filter((entry): entry is LiveKey => !isErased(entry));
      return live.filter(({ wrapped }) => !names.includes(wrapped.by)).slice(0, limit);
    });

  rewrap: KeyStore['rewrap'] = (keyId, from, to) =>
    this.reached(() => {
      const there = this.entries.get(keyId);
      if (there && !isErased(there) && there.wrapped.data === from.data)
        this.entries.set(keyId, { ...there, wrapped: to });
    });

  ping: KeyStore['ping'] = () => this.reached(() => undefined);

  close: KeyStore['close'] = () => Promise.resolve();

  private reached<Answer>(answer: () => Answer): Promise<Answer> {
    return this.isAway ? Promise.reject(new EngineUnavailable('the key store is away')) : Promise.resolve(answer());
  }
}
