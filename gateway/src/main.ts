import { runProcess } from '@doremi/shared/process/run';
import { gateway } from './gateway.js';
import { wholeHealth } from './whole-health.js';

/** The provider's slowest answer is waited for in command-api for five seconds; everything else is faster. */
const DEADLINES = { connect: 2_000, answer: 15_000 };

await runProcess(
  { name: 'gateway', port: { variable: 'GATEWAY_PORT', fallback: 8088 } },
  ({ settings, log, signal }) => {
    log.warn(
      { auth: settings.auth },
      `AUTH=${settings.auth}: everybody may do everything here; ${settings.auth === 'off' ? 'loopback' : 'keep this network private'}`,
    );
    return {
      app: (app) =>
        gateway(app, {
          upstreams: {
            commandApi: settings.commandApiUrl,
            queryApi: settings.queryApiUrl,
            projections: settings.projectionsUrl,
          },
          deadlines: DEADLINES,
          stopping: signal,
          onFault: (error) => log.error({ err: error }, 'fault'),
        }),
      ready: wholeHealth({
        'command-api': settings.commandApiUrl,
        policies: settings.policiesUrl,
        projections: settings.projectionsUrl,
        'query-api': settings.queryApiUrl,
        'payment-provider': settings.paymentProviderUrl,
      }),
      // Requests in flight end with the server; the connections upstream end with them.
      stop: () => Promise.resolve(),
    };
  },
);
