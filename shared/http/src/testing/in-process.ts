import { request, type ClientRequest, type IncomingMessage, type RequestListener } from 'node:http';
import { duplexPair, Readable, type Duplex } from 'node:stream';
import { serverOf } from '../server-of.js';

/** A server that only this process can reach: by `fetch`, and by `requestAlone`. */
export interface InProcess {
  readonly url: string;
  /** Cuts the connections that are open, and is not there any more. */
  readonly stop: () => void;
}

/** Who answers, by host. */
const servers = new Map<string, () => Duplex>();
let served = 0;

/**
 * Serves an app to this process alone: HTTP as Node speaks it, on a pair of streams instead of a socket. It needs no port, and its
 * URL is good for this spec file. The deadlines that a listening server has for slow clients do not run. `url` is where a
 * server was that comes back.
 */
export const inProcess = (app: RequestListener, url = `http://${++served}.in-process`): InProcess => {
  const { host } = new URL(url);
  const server = serverOf(app);
  const open = new Set<Duplex>();
  servers.set(host, () => {
    const [near, far] = duplexPair();
    near.on('error', () => undefined).once('close', () => far.destroy());
    far
      .on('error', () => undefined)
      .once('close', () => {
        open.delete(far);
        // Not destroyed with it: what was written before is still to be read.
        if (!far.writableFinished && !near.destroyed) near.push(null);
      });
    open.add(far);
    server.emit('connection', Object.assign(far, { remoteAddress: '127.0.0.1' }));
    return near;
  });
  const stop = (): void => {
    servers.delete(host);
    for (const side of open) side.destroy();
  };
  return { url, stop };
};

interface Asked {
  readonly method?: string | undefined;
  readonly headers?: Record<string, string> | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** As `request` of node:http, over a connection of its own, to a server in this process or to any other. */
export const requestAlone = (to: string | URL, { signal, ...asked }: Asked = {}): ClientRequest => {
  const url = new URL(to);
  const options = { ...asked, ...(signal && { signal }) };
  if (!isInProcess(url)) return request(url, { ...options, agent: false });
  const createConnection = servers.get(url.host);
  if (!createConnection) throw new TypeError('fetch failed', { cause: new Error(`nobody is at ${url.host}`) });
  return request(url, { ...options, createConnection });
};

const isInProcess = ({ host }: URL): boolean => host.endsWith('.in-process');

type Bytes = string | Uint8Array<ArrayBuffer>;

/** As `fetch` of a server in this process; redirects are not followed. */
const fetchInProcess = async (url: URL, init: RequestInit = {}): Promise<Response> => {
  const { method = 'GET', signal, body } = init;
  const headers = Object.fromEntries(new Headers(init.headers));
  if (body !== undefined && body !== null) headers['content-length'] = String(Buffer.byteLength(body as Bytes));
  const asking = requestAlone(url, { method, headers, ...(signal && { signal }) });
  asking.end(body ?? undefined);
  return new Promise((resolve, reject) => {
    asking.once('response', (answer) => resolve(responseOf(answer)));
    asking.once('error', (cause) => reject(new TypeError('fetch failed', { cause })));
  });
};

/** Statuses of answers that have no body. */
const EMPTY = new Set([204, 205, 304]);

const responseOf = (answer: IncomingMessage): Response => {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(answer.headersDistinct))
    for (const value of values) headers.append(name, value);
  const { statusCode: status = 0 } = answer;
  if (!EMPTY.has(status)) return new Response(Readable.toWeb(answer) as ReadableStream, { status, headers });
  answer.resume();
  return new Response(null, { status, headers });
};

const fetchElsewhere = globalThis.fetch;
globalThis.fetch = (input, init) => {
  const url = new URL(input instanceof Request ? input.url : input);
  return isInProcess(url) ? fetchInProcess(url, init) : fetchElsewhere(input, init);
};
