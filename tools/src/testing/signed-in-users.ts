import { Browser } from '@doremi/embedded-identity/testing';

/** Who asks in tests, by the names that the stand-in issuer has for them; nobody has no token. */
export const USERS = ['nobody', 'office', 'manager-2002', 'manager-2003', 'alice', 'bob', 'operator'] as const;
export type Name = (typeof USERS)[number];

/** Who does which step of the walk. */
const WALKERS: readonly Name[] = [
  ...(['office', 'office', 'nobody', 'manager-2002', 'alice', 'alice', 'alice', 'office'] as const),
  ...(['manager-2002', 'manager-2002', 'manager-2002', 'manager-2002'] as const),
];

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** People who signed in at a system's issuer, and ask with the tokens they got. */
export class SignedInUsers {
  private constructor(private readonly tokens: ReadonlyMap<Name, string>) {}

  /** Signs all of them in through the gateway at `url`, as its pages do. */
  static async signIn(url: string): Promise<SignedInUsers> {
    const signingIn = USERS.filter((name) => name !== 'nobody').map(async (name) => {
      const { access_token } = await new Browser(`${url}/identity`, `${url}/`).signIn(name);
      return [name, access_token] as const;
    });
    return new SignedInUsers(new Map(await Promise.all(signingIn)));
  }

  tokenOf(name: Name): string {
    return this.tokens.get(name) ?? '';
  }

  /** The headers of the walk's steps, each by whoever may. */
  readonly walking = (step: number): Readonly<Record<string, string>> => {
    const token = this.tokens.get(WALKERS[step - 1] ?? 'nobody');
    return token === undefined ? {} : { Authorization: `Bearer ${token}` };
  };

  /** Asks as somebody. Of a live stream it waits for the head alone. */
  async ask(name: Name, url: string, method: string, body?: object, headers: object = {}): Promise<Answered> {
    const token = this.tokens.get(name);
    const leaving = new AbortController();
    const answer = await fetch(url, {
      method,
      redirect: 'manual',
      signal: leaving.signal,
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const { status, headers: received } = answer;
    const isJson = /json/.test(received.get('Content-Type') ?? '');
    if (isJson) return { status, headers: received, body: (await answer.json()) as Answered['body'] };
    leaving.abort();
    return { status, headers: received, body: {} };
  }
}
