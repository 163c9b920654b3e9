import type { Express } from 'express';
import { identify, identifyOn, type Identify } from '../identity.js';
import type { AuthSettings } from './auth-settings.js';
import { identifyBearer } from './bearer.js';
import { cameFrom } from './private-network.js';
import { only } from './rights.js';
import { SigningKeys } from './signing-keys.js';

/** How people say who they are, at every door of a process: with an issuer's token, or as whoever they like to play. */
export const identifyBy = ({ oidc }: Pick<AuthSettings, 'oidc'>): Identify => {
  if (!oidc) return identify;
  const keys = new SigningKeys(oidc);
  void keys.warm();
  return identifyBearer(oidc, keys);
};

/**
 * What every process of ours has before its own routes: how people say who they are, and that `/ops` is the operator's
 * alone, `/metrics` the operator's or the private network's. Nobody who adds a route can forget it.
 */
export const guard = (
  app: Express,
  { privateNetworks }: { readonly privateNetworks: readonly string[] },
  how: Identify,
): void => {
  identifyOn(app, how);
  const operator = only(() => ['operator']);
  const isPrivate = cameFrom(privateNetworks);
  app.use('/ops', operator);
  app.use('/metrics', (request, response, next) => (isPrivate(request) ? next() : operator(request, response, next)));
};
