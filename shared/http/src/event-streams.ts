import type { Request, Response } from 'express';
import { problemOf, sendProblem } from './problems.js';
import { leaveAdmission } from './admission-control.js';
import { EVENT_STREAM } from './openapi/media.js';
import type { Feed, StreamClient } from './route.js';

/**
 * Between two signs of life; milliseconds. Whoever listens takes a connection for dead that is silent for twice as long and a
 * little more (web/src/live/live-hub.ts), and what stands in between may cut what is silent for long.
 */
const HEARTBEAT_EVERY = 4_000;

/**
 * What may wait for a client, in bytes, besides its welcome. One that is further behind is dropped: it comes back and is told
 * what it missed.
 */
const MAY_WAIT = 64 * 1024;

/** How many may listen to one process. */
const MOST_CLIENTS = 10_000;

const HEADERS = {
  'Content-Type': EVENT_STREAM,
  'Cache-Control': 'no-store',
  // Asks proxies not to collect what should go out at once.
  'X-Accel-Buffering': 'no',
  // A stream ends with its connection, so that a process that stops waits for neither.
  Connection: 'close',
};

/** After how long a client should come back, so that those who lost a process at once do not all come at once. */
const retryAfter = (): string => `retry: ${500 + Math.floor(Math.random() * 1_000)}\n\n`;

/**
 * One server-sent event; its data is JSON, which has no line breaks. With an id, a client that comes back says that it has
 * everything so far. A browser gives one without a name to whoever listens for messages.
 */
export const eventOf = (
  data: string,
  { id, name }: { readonly id?: string | undefined; readonly name?: string | undefined } = {},
): string => `${field('id', id)}${field('event', name)}data: ${data}\n\n`;

const field = (name: string, value: string | undefined): string => (value === undefined ? '' : `${name}: ${value}\n`);

/** No event, only the id: everything so far is known to the client. */
export const idAlone = (id: string): string => `id: ${id}\n\n`;

/** The live streams of one process: whom they go to, a sign of life for all, and their end. */
export class EventStreams {
  private readonly clients = new Map<Response, StreamClient>();
  private heartbeat: NodeJS.Timeout | null = null;
  private isOver = false;

  constructor(
    private readonly heartbeatMs = HEARTBEAT_EVERY,
    private readonly mostClients = MOST_CLIENTS,
  ) {}

  /** How many clients there are. */
  get size(): number {
    return this.clients.size;
  }

  /** Answers with a stream that the feed fills until the client goes, or the process. */
  begin(request: Request, response: Response, feed: Feed): void {
    if (response.destroyed) return;
    if (this.clients.size >= this.mostClients) return sendProblem(response, problemOf(503, 'OVERLOADED'));
    leaveAdmission(response);
    response.writeHead(200, HEADERS);
    if (request.method === 'HEAD' || this.isOver) return void response.end();
    const client = clientOf(response);
    this.clients.set(response, client);
    response.write(retryAfter());
    this.heartbeat ??= setInterval(() => this.beat(), this.heartbeatMs).unref();
    const stop = feed(client);
    response.once('close', () => {
      stop();
      this.clients.delete(response);
      if (this.clients.size === 0) this.rest();
    });
  }

  /** Ends every stream in order: the clients come back, to whoever serves then. */
  end(): void {
    this.isOver = true;
    for (const response of this.clients.keys()) response.end();
  }

  private beat(): void {
    for (const client of this.clients.values()) client.send(': still here\n\n');
  }

  private rest(): void {
    if (this.heartbeat) clearInterval(this.heartbeat);
    this.heartbeat = null;
  }
}

/** A welcome may be as large as it is: a client that was dropped for it would be sent the same when it is back, for ever. */
const clientOf = (response: Response): StreamClient => {
  let welcome = 0;
  response.on('drain', () => (welcome = 0));
  return {
    send: (events) => send(response, events, MAY_WAIT + welcome),
    welcome: (events) => {
      send(response, events, MAY_WAIT + welcome);
      welcome = response.writableLength;
    },
  };
};

const send = (response: Response, text: string, mayWait: number): void => {
  if (response.destroyed || response.writableEnded) return;
  if (response.writableLength > mayWait) response.destroy();
  else response.write(text);
};
