import type { Person, Role, Session } from './session.js';

const KEY = 'doremi-actor';

/** Where nobody signs in, somebody is played; as `X-Actor` says it: `customer:alice`, `store:2002`, `admin`, `operator`. */
export type Actor = `customer:${string}` | `store:${number}` | 'admin' | 'operator';

const DEFAULT: Actor = 'customer:guest';

const personOf = (actor: Actor): Person => {
  const [role, of = ''] = actor.split(':') as [Role, string?];
  return {
    id: role === 'customer' ? of : actor,
    name: actor,
    roles: [role],
    storeId: role === 'store' ? Number(of) : null,
  };
};

/** Somebody who is played, in this tab: another tab plays somebody else. */
export class PlayedSession implements Session {
  readonly kind = 'play';

  constructor(private readonly storage: Pick<Storage, 'getItem' | 'setItem'>) {}

  get actor(): Actor {
    return (this.storage.getItem(KEY) as Actor | null) ?? DEFAULT;
  }

  get who(): Person {
    return personOf(this.actor);
  }

  play(actor: Actor): void {
    this.storage.setItem(KEY, actor);
  }

  headers(): Promise<Readonly<Record<string, string>>> {
    return Promise.resolve({ 'X-Actor': this.actor });
  }

  /** Whoever is played goes on being played. */
  disbelieved(): void {}

  comeBack(): Promise<null> {
    return Promise.resolve(null);
  }
}
