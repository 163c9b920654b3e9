import { Agent, request as begin } from 'node:http';

/** A request as it goes over the wire; the body is bytes already. */
export interface FuzzRequest {
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | null;
}

export interface FuzzAnswer {
  readonly status: number;
  readonly correlationId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

const ANSWER_WITHIN = 20_000;
/** A live stream is looked at for this long after its head came; milliseconds. */
const LISTEN_FOR = 20;

/** Sends requests over kept connections, whatever is in them. */
export class Sender {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 32 });

  constructor(private readonly port: number) {}

  /** Null where the connection ended without an answer. A stream is left once its head came. */
  send({ method, target, headers, body }: FuzzRequest, streams: boolean): Promise<FuzzAnswer | null> {
    return new Promise((resolve) => {
      const request = begin({
        ...{ host: '127.0.0.1', port: this.port, method, path: target, agent: this.agent },
        headers: { ...headers, ...(body && { 'Content-Length': String(body.length) }) },
        timeout: ANSWER_WITHIN,
      });
      request.on('timeout', () => request.destroy(new Error('no answer')));
      request.on('error', () => resolve(null));
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        const { statusCode: status = 0, headers: answered } = response;
        const correlationId = String(answered['x-correlation-id'] ?? '');
        const finish = (): void => resolve({ status, correlationId, body: parsed(Buffer.concat(chunks)) });
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', finish).on('error', finish).on('close', finish);
        if (streams && status === 200) setTimeout(() => request.destroy(), LISTEN_FOR);
      });
      request.end(body ?? undefined);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

const parsed = (bytes: Buffer): FuzzAnswer['body'] => {
  try {
    const body: unknown = JSON.parse(bytes.toString());
    return typeof body === 'object' && body !== null ? (body as FuzzAnswer['body']) : {};
  } catch {
    return {};
  }
};
