import type { KeyObject } from 'node:crypto';
import type { Sealed } from '@doremi/domain';
import type { DataKeys } from './data-keys.js';
import { macOf, open, seal, type SealedPlace } from './seal.js';

/** What was sealed, or why it is not shown. */
export type Opened<Value = unknown> =
  { readonly value: Value } | { readonly erased: true } | { readonly unavailable: true };

/** Why nothing can be sealed: the key was erased meanwhile, or there is none to be had now. */
export type NotSealed = 'erased' | 'unavailable';

/** Encrypts and decrypts what is personal. Without keys (PERSONAL_DATA_KEY is not set) nothing can be sealed, nor shown. */
export class PersonalData {
  constructor(private readonly keys: DataKeys | null) {}

  /** Seals values, each for its place, with the customer's key of that id; it is made where there is none. */
  async seal(
    keyId: string,
    cartId: number,
    values: readonly { readonly of: SealedPlace; readonly value: unknown }[],
  ): Promise<readonly Sealed[] | NotSealed> {
    const key = (await this.keys?.forCart(keyId, cartId)) ?? 'away';
    if (key === 'away') return 'unavailable';
    if (key === 'erased') return key;
    return values.map(({ of, value }) => seal(key, keyId, of, value));
  }

  /** A hash of the text, by the customer's key of that id, which has to be there. */
  async mac(keyId: string, text: string): Promise<{ readonly mac: string } | NotSealed> {
    const key = (await this.keys?.find([keyId]))?.get(keyId) ?? 'away';
    if (key === 'erased') return key;
    return typeof key === 'string' ? 'unavailable' : { mac: macOf(key, text) };
  }

  /** What was sealed, one for one; the key store is asked once for all of it. */
  async openAll(sealed: readonly Sealed[]): Promise<readonly Opened[]> {
    const keys = await this.keys?.find(sealed.map(({ keyId }) => keyId));
    return sealed.map((one) => {
      const key = keys?.get(one.keyId) ?? 'away';
      if (key === 'erased') return { erased: true };
      if (typeof key === 'string') return { unavailable: true };
      return this.opened(key, one);
    });
  }

  private opened(key: KeyObject, sealed: Sealed): Opened {
    try {
      return { value: open(key, sealed) };
    } catch {
      this.keys?.onFault(sealed.keyId, 'notOpened');
      return { unavailable: true };
    }
  }
}
