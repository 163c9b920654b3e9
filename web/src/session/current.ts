import { computed, signal } from '@preact/signals';
import type { Actor } from './played-session.js';
import { sessionFor } from './session-for.js';
import type { AuthConfig, Person, Role, Session } from './session.js';

const OPEN: AuthConfig = { signIn: false, currency: 'EUR' };

/** Where people have to sign in, the gateway says so; one that says nothing is asked again with the next visit. */
const authConfig = async (): Promise<AuthConfig> => {
  const answer = await fetch('/auth.json').catch(() => null);
  return answer?.ok ? ((await answer.json()) as AuthConfig) : OPEN;
};

const config = await authConfig();

/** In what the chain sells, ISO 4217. */
export const chainCurrency = config.currency;

const session = sessionFor(config, {
  home: `${location.origin}/`,
  storage: sessionStorage,
  go: (url) => location.assign(url),
});

const current = signal<Person | null>(session.who);

/** Who is at this page; null for nobody. */
export const who = computed(() => current.value);
export const asksForSignIn = session.kind === 'sign-in';

export const headersOfSession: Session['headers'] = () => session.headers();

/** Takes the code with which the issuer sent somebody back; the path to go on at, or null. Throws IssuerFault. */
export const comeBack = async (): Promise<string | null> => {
  const path = await session.comeBack(location.href);
  current.value = session.who;
  return path;
};

export const signIn = async (): Promise<void> => {
  if (session.kind === 'sign-in') await session.signIn(location.pathname + location.search);
};

export const signOut = async (): Promise<void> => {
  if (session.kind === 'sign-in') await session.signOut();
};

export const actor = (): Actor | null => (session.kind === 'play' ? session.actor : null);

export const play = (as: Actor): void => {
  if (session.kind !== 'play') return;
  session.play(as);
  current.value = session.who;
};

export const hasRole = (role: Role): boolean => who.value?.roles.includes(role) ?? false;
