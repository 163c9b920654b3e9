import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Listening {
  readonly url: string;
  readonly port: number;
  readonly server: Server;
  readonly stop: () => Promise<void>;
}

/** An HTTP server on a free port of loopback. */
export const listen = async (listener: RequestListener): Promise<Listening> => {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  };
  return { url: `http://127.0.0.1:${port}`, port, server, stop };
};

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The port at the other end, which tells connections apart. */
  readonly from: number;
}

/** A service behind the gateway: it remembers what reached it and answers as it is told, else with its name. */
export class TinyService {
  readonly received: Received[] = [];
  answer: RequestListener | null = null;
  private listening: Listening | null = null;

  constructor(private readonly name: string) {}

  get url(): string {
    if (!this.listening) throw new Error('not started');
    return this.listening.url;
  }

  async start(): Promise<this> {
    this.listening = await listen((request, response) => {
      const chunks: Buffer[] = [];
      request.on('error', () => undefined);
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { method = '', url = '', headers } = request;
        const body = Buffer.concat(chunks).toString('utf8');
        this.received.push({ method, url, headers, body, from: request.socket.remotePort ?? 0 });
        if (this.answer) this.answer(request, response);
        else response.end(JSON.stringify({ service: this.name }));
      });
    });
    return this;
  }

  async stop(): Promise<void> {
    await this.listening?.stop();
  }
}
