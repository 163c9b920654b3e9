export type Role = 'customer' | 'store' | 'admin' | 'operator';

/** Whoever is at these pages. */
export interface Person {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly Role[];
  /** Of somebody who works at a store. */
  readonly storeId: number | null;
}

/** What the gateway's /auth.json says. */
export type AuthConfig =
  | { readonly signIn: false; readonly currency: string }
  | { readonly signIn: true; readonly currency: string; readonly issuer: string; readonly clientId: string };

/** Who somebody is, and what to send so that those who are asked know it. */
export interface Session {
  readonly kind: 'sign-in' | 'play';
  /** Null for nobody. */
  readonly who: Person | null;
  readonly headers: () => Promise<Readonly<Record<string, string>>>;
  /** Those who were asked do not believe these headers (401). */
  readonly disbelieved: (headers: Headers) => void;
  readonly comeBack: (url: string) => Promise<string | null>;
}
