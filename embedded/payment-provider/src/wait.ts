import type { Response } from 'express';
import { setTimeout as delay } from 'node:timers/promises';

/** Ends early when the caller goes away, so that no timer outlives the server. */
export const waitWhileConnected = async (response: Response, ms: number): Promise<void> => {
  const gone = new AbortController();
  response.once('close', () => gone.abort());
  await delay(ms, undefined, { signal: gone.signal }).catch(() => undefined);
};
