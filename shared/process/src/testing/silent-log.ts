import { pino, type Logger } from 'pino';

/** For tests that make things fail on purpose. */
export const silentLog: Logger = pino({ level: 'silent' });
