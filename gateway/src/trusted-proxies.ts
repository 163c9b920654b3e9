import { SettingError } from '@doremi/http';
import type { Express } from 'express';

/**
 * TRUSTED_PROXIES: addresses, networks such as `10.0.0.0/8`, or `loopback`, `linklocal` and `uniquelocal`, with commas
 * between them. What such a proxy says in X-Forwarded-For is believed about where a request comes from; nobody else is.
 * Throws SettingError.
 */
export const trustProxies = (app: Express, proxies: string): void => {
  try {
    app.set('trust proxy', proxies === '' ? false : proxies);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SettingError(`TRUSTED_PROXIES must be addresses and networks, not "${proxies}": ${why}`);
  }
};
