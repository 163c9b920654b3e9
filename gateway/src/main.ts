import { currencySetting, runProcess } from '@doremi/process';
import { DEADLINES } from './deadlines.js';
import { gateway } from './gateway.js';
import { Limiter } from './rate-limits/limiter.js';
import { limitsFrom } from './rate-limits/settings.js';
import { othersAt } from './processes.js';
import { wholeHealth } from './whole-health.js';

/** A request that is passed on costs little here: those behind say when it is too much for them. */
const REQUESTS_AT_ONCE = 2_000;

await runProcess(
  { name: 'gateway', port: { variable: 'GATEWAY_PORT', fallback: 8088 }, atOnce: REQUESTS_AT_ONCE },
  ({ settings, log, signal }) => {
    if (settings.auth !== 'oidc')
      log.warn(
        { auth: settings.auth },
        `AUTH=${settings.auth}: everybody may do everything here; ${settings.auth === 'off' ? 'loopback' : 'keep this network private'}`,
      );
    const processes = {
      'command-api': settings.commandApiUrl,
      policies: settings.policiesUrl,
      projections: settings.projectionsUrl,
      'query-api': settings.queryApiUrl,
    };
    const limiter = new Limiter(settings.redisUrl, limitsFrom(process.env, settings.auth));
    return {
      app: (app) =>
        gateway(app, {
          upstreams: {
            commandApi: settings.commandApiUrl,
            queryApi: settings.queryApiUrl,
            projections: settings.projectionsUrl,
            policies: settings.policiesUrl,
          },
          deadlines: DEADLINES,
          currency: currencySetting(process.env, 'CURRENCY'),
          identity: settings,
          trustedProxies: process.env.TRUSTED_PROXIES ?? '',
          limiter,
          stopping: signal,
          onFault: (error) => log.error({ err: error }, 'fault'),
        }),
      // Not the payment provider: while it is away everything else goes on, and a real one has no such path.
      ready: wholeHealth({
        ...processes,
        ...(settings.identityUrl !== null && { identity: settings.identityUrl }),
      }),
      others: othersAt({ processes, identity: settings.identityUrl }),
      engines: { redis: () => limiter.ping() },
      // Requests in flight end with the server; the connections upstream end with them.
      stop: () => Promise.resolve(limiter.close()),
    };
  },
);
