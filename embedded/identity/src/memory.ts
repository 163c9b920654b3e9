import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider';

interface Kept {
  readonly payload: AdapterPayload;
  readonly endsAt: number;
}

/** What is over is looked for at this many writes. */
const SWEEP_EVERY = 200;

/** Sessions, grants, codes and tokens, until they end or the process does. */
export const inMemory = (): AdapterFactory => {
  const kept = new Map<string, Kept>();
  let writes = 0;

  const find = (key: string): AdapterPayload | undefined => {
    const found = kept.get(key);
    return found && found.endsAt > Date.now() ? found.payload : undefined;
  };
  const sweep = (): void => {
    for (const [key, { endsAt }] of kept) if (endsAt <= Date.now()) kept.delete(key);
  };
  const where = (model: string, is: (payload: AdapterPayload) => boolean): AdapterPayload | undefined => {
    for (const [key, { payload, endsAt }] of kept)
      if (key.startsWith(`${model}:`) && endsAt > Date.now() && is(payload)) return payload;
    return undefined;
  };

  return (model): Adapter => {
    const keyOf = (id: string): string => `${model}:${id}`;
    return {
      upsert: (id, payload, expiresIn) => {
        if (++writes % SWEEP_EVERY === 0) sweep();
        kept.set(keyOf(id), { payload, endsAt: expiresIn ? Date.now() + expiresIn * 1_000 : Infinity });
        return Promise.resolve();
      },
      find: (id) => Promise.resolve(find(keyOf(id))),
      findByUid: (uid) => Promise.resolve(where(model, (payload) => payload.uid === uid)),
      findByUserCode: (userCode) => Promise.resolve(where(model, (payload) => payload.userCode === userCode)),
      consume: (id) => {
        const payload = find(keyOf(id));
        if (payload) payload.consumed = Math.floor(Date.now() / 1_000);
        return Promise.resolve();
      },
      destroy: (id) => {
        kept.delete(keyOf(id));
        return Promise.resolve();
      },
      revokeByGrantId: (grantId) => {
        for (const [key, { payload }] of kept) if (payload.grantId === grantId) kept.delete(key);
        return Promise.resolve();
      },
    };
  };
};
