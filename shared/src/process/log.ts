import { pino, type Logger } from 'pino';

export type { Logger };

/** JSON lines on standard output; readable ones in a terminal. Levels by LOG_LEVEL (default info). */
export const createLog = (process_: string): Logger =>
  pino({
    name: process_,
    level: process.env.LOG_LEVEL ?? 'info',
    base: { process: process_ },
    ...(process.stdout.isTTY && { transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname,process' } } }),
  });
