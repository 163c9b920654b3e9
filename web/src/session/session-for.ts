import { OidcSession, type Tab } from './oidc-session.js';
import { PlayedSession } from './played-session.js';
import type { AuthConfig } from './session.js';

/** A session as the gateway's /auth.json asks for it. */
export const sessionFor = (config: AuthConfig, tab: Tab): OidcSession | PlayedSession =>
  config.signIn ? new OidcSession(config, tab) : new PlayedSession(tab.storage);
