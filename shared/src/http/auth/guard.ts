import type { Express } from 'express';
import type { Settings } from '../../process/settings.js';
import { identifyOn } from '../identity.js';
import { identifyBearer } from './bearer.js';
import { cameFrom } from './private-network.js';
import { only } from './rights.js';
import { SigningKeys } from './signing-keys.js';

/**
 * What every process of ours has before its own routes: how people say who they are, and that `/ops` is the operator's
 * alone, `/metrics` the operator's or the private network's. Nobody who adds a route can forget it.
 */
export const guard = (app: Express, { oidc, privateNetworks }: Pick<Settings, 'oidc' | 'privateNetworks'>): void => {
  if (oidc) {
    const keys = new SigningKeys(oidc);
    identifyOn(app, identifyBearer(oidc, keys));
    void keys.warm();
  }
  const operator = only(() => ['operator']);
  const isPrivate = cameFrom(privateNetworks);
  app.use('/ops', operator);
  app.use('/metrics', (request, response, next) => (isPrivate(request) ? next() : operator(request, response, next)));
};
