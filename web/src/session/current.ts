import { computed, signal } from '@preact/signals';
import { ANSWERED_WITHIN } from '../api/ask.js';
import type { Actor } from './played-session.js';
import { sessionFor } from './session-for.js';
import type { AuthConfig, Person, Role, Session } from './session.js';

const OPEN: AuthConfig = { signIn: false, currency: 'EUR' };

/** Where people have to sign in, the gateway says so; one that says nothing is asked again with the next visit. */
const authConfig = async (): Promise<AuthConfig> => {
  const answer = await fetch('/auth.json', { signal: AbortSignal.timeout(ANSWERED_WITHIN) }).catch(() => null);
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

/** Whoever the session says is here, from now on. */
const follow = (): void => {
  const { who: now } = session;
  if (now?.id !== current.peek()?.id) current.value = now;
};

/** What to send so that those who are asked know who is here. A session that turns out to be over leaves nobody. */
export const headersOfSession: Session['headers'] = () => session.headers().finally(follow);

/** These were sent, and not believed (401). */
export const disbelieved: Session['disbelieved'] = (headers) => {
  session.disbelieved(headers);
  follow();
};

/** Each tab has a session of its own: whoever signs out in one is told to the others of this browser, by their id. */
const signedOut = new BroadcastChannel('doremi-signed-out');
signedOut.onmessage = ({ data }: MessageEvent<string>) => {
  if (session.kind !== 'sign-in' || session.who?.id !== data) return;
  session.forget();
  follow();
};

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
  if (session.kind !== 'sign-in') return;
  signedOut.postMessage(session.who?.id);
  await session.signOut().finally(follow);
};

export const actor = (): Actor | null => (session.kind === 'play' ? session.actor : null);

export const play = (as: Actor): void => {
  if (session.kind !== 'play') return;
  session.play(as);
  current.value = session.who;
};

export const hasRole = (role: Role): boolean => who.value?.roles.includes(role) ?? false;
