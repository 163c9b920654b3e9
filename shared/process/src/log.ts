import { pino, stdSerializers, stdTimeFunctions, type DestinationStream, type Logger, type LoggerOptions } from 'pino';
import { logFields } from './log-context.js';
import { withoutSecrets } from './without-secrets.js';

export type { Logger };

/** Names of fields that are never written, wherever a log line may have them. */
const SECRETS = ['authorization', 'cookie', 'password', 'secret', 'token'];

const options = (process_: string): LoggerOptions => ({
  name: process_,
  level: process.env.LOG_LEVEL ?? 'info',
  base: { process: process_ },
  timestamp: stdTimeFunctions.isoTime,
  formatters: { level: (level) => ({ level }) },
  mixin: logFields,
  serializers: { err: withoutExtras },
  redact: SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]),
  hooks: { streamWrite: withoutSecrets },
});

/** An error's name, message, code and stack, its causes' too. What else hangs on it may be somebody's request or answer. */
const withoutExtras = (error: Error & { code?: unknown }): object => {
  const { type, message, stack } = stdSerializers.err(error);
  return { type, message, stack, ...(error.code !== undefined && { code: error.code }) };
};

/**
 * JSON lines on standard output, with what they are about (log-context.ts); readable ones in a terminal. Levels by LOG_LEVEL (default info). Secrets are left out:
 * fields by their name, tokens and passwords in URLs wherever they stand. `to` is for tests.
 */
export const createLog = (process_: string, to?: DestinationStream): Logger => {
  if (to) return pino(options(process_), to);
  const isTerminal = process.stdout.isTTY;
  return pino({
    ...options(process_),
    ...(isTerminal && { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname,process' } } }),
  });
};
