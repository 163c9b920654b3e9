import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Provider } from 'oidc-provider';
import { configurationOf } from './configuration.js';
import { keepKeys, loadKeys, rotated } from './keys.js';
import { loadLibrary } from './library.js';
import { inMemory } from './memory.js';
import { faultPage, policyFor } from './pages.js';
import { signIn } from './sign-in.js';
import { textsFor } from './texts.js';

export interface IdentityOptions {
  /** 0 picks a free one. */
  readonly port: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** What stands in `iss`, and where browsers reach it; default `http://127.0.0.1:{port}`. Its path is served. */
  readonly issuer?: string;
  /** The origins of pages that people sign in from; default the issuer's. */
  readonly origins?: readonly string[];
  /** Default `doremi`. */
  readonly audience?: string;
  /** Where keys are kept; without it there are new ones at each start. */
  readonly dataDir?: string;
}

/** A running issuer. */
export interface RunningIdentity {
  readonly port: number;
  readonly issuer: string;
  /** From now on signs with a new key; tokens of the one before are good until they end. */
  readonly rotate: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** Starts the stand-in issuer. Rejects with the system's error (EADDRINUSE) when the port is taken. */
export const startIdentity = async (options: IdentityOptions): Promise<RunningIdentity> => {
  const { port, host = '127.0.0.1', audience = 'doremi', dataDir = null } = options;
  const { Provider: Library } = await loadLibrary();
  let keys = await loadKeys(dataDir);
  const server = createServer().listen(port, host);
  await once(server, 'listening');
  const listening = (server.address() as AddressInfo).port;
  const issuer = new URL(options.issuer ?? `http://127.0.0.1:${listening}`);
  const origins = options.origins ?? [issuer.origin];
  const path = issuer.pathname.replace(/\/+$/, '');
  const adapter = inMemory();
  const build = (): Provider => {
    const configuration = configurationOf({ keys, origins, audience, signInPath: `${path}/sign-in` });
    const provider = new Library(`${issuer.origin}${path}`, { ...configuration, adapter });
    provider.proxy = true;
    return provider;
  };
  let provider = build();
  server.on(
    'request',
    application(issuer, path, policyFor(origins), () => provider),
  );
  return {
    port: listening,
    issuer: `${issuer.origin}${path}`,
    rotate: async () => {
      keys = await rotated(keys);
      await keepKeys(dataDir, keys);
      provider = build();
    },
    stop: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
};

const application = (issuer: URL, path: string, policy: string, provider: () => Provider): Express =>
  express()
    .disable('x-powered-by')
    .get(['/health/live', '/health/ready'], (_, response) => void response.json({ status: 'ok' }))
    .use((request, response, next) => {
      // It has one address, however a request found its way here: whatever a client says of that is left aside.
      request.headers.host = issuer.host;
      request.headers['x-forwarded-proto'] = issuer.protocol.replace(':', '');
      delete request.headers['x-forwarded-host'];
      response.set({
        'Content-Security-Policy': policy,
        'X-Content-Type-Options': 'nosniff',
        'Referrer-Policy': 'no-referrer',
        'Cache-Control': 'no-store',
      });
      next();
    })
    .use(`${path}/sign-in`, signIn(provider))
    .use(path || '/', (request, response) => void provider().callback()(request, response))
    .use((error: unknown, request: Request, response: Response, next: NextFunction) => {
      if (response.headersSent) return next(error);
      const say = textsFor(request);
      response.status(400).send(faultPage(say, 'invalid_request', say.unreadable));
    });
