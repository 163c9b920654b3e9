import { setTimeout as pause } from 'node:timers/promises';
import { EVENT_STREAM, leaveAdmission } from '@doremi/http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RequestHandler } from 'express';

/** Between two looks whether the upstream is back, and two signs of life; milliseconds. */
const LOOK_EVERY = 1_000;
/** How long one look may take; milliseconds. */
const LOOK_WITHIN = 1_000;

const HEADERS = {
  'Content-Type': EVENT_STREAM,
  'Cache-Control': 'no-store',
  'X-Accel-Buffering': 'no',
  Connection: 'close',
};

/** How soon a client comes back once its held stream is ended; milliseconds. */
const RETRY = 'retry: 500\n\n';

/** Whether a browser's EventSource asks: one that is answered 503 gives up for good (HTML standard, 9.2.3). */
export const asksForEvents = ({ method, headers }: IncomingMessage): boolean =>
  method === 'GET' && (headers.accept ?? '').includes(EVENT_STREAM);

/** Answers with a stream that ends at once: its client comes back by itself, with the id where it left off. */
export const sendBack = (response: ServerResponse): void => {
  response.writeHead(200, HEADERS);
  response.end(RETRY);
};

interface Holding {
  readonly stopping: AbortSignal;
  readonly lookEvery?: number;
}

/**
 * While the upstream is away or not ready, holds whoever asks for events with comment lines, and ends their stream as soon
 * as it is back. Then they come again by themselves, and the upstream judges and answers as ever.
 */
export const holdStreams = (upstream: string, { stopping, lookEvery = LOOK_EVERY }: Holding): RequestHandler => {
  const isBack = upstreamWatch(upstream);
  return async (request, response, next) => {
    if (!asksForEvents(request) || (await isBack())) return next();
    leaveAdmission(response);
    response.writeHead(200, HEADERS);
    response.write(RETRY);
    const gone = new AbortController();
    const leave = (): void => gone.abort();
    response.once('close', leave);
    stopping.addEventListener('abort', leave, { once: true });
    do {
      response.write(': waiting\n\n');
      await pause(lookEvery, undefined, { signal: gone.signal }).catch(() => undefined);
    } while (!gone.signal.aborted && !(await isBack()));
    stopping.removeEventListener('abort', leave);
    response.end();
  };
};

/** Whether the upstream says that it is ready; one look serves all who wait for it. */
const upstreamWatch = (upstream: string): (() => Promise<boolean>) => {
  let looking: Promise<boolean> | null = null;
  const look = async (): Promise<boolean> => {
    try {
      const answer = await fetch(`${upstream}/health/ready`, { signal: AbortSignal.timeout(LOOK_WITHIN) });
      await answer.body?.cancel();
      return answer.ok;
    } catch {
      return false;
    }
  };
  return () => (looking ??= look().finally(() => (looking = null)));
};
