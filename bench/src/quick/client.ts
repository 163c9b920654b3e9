import { Agent, request } from 'node:http';

export interface Answered {
  readonly headers: NodeJS.Dict<string | string[]>;
  readonly body: Buffer;
}

export type Send = (method: string, path: string, body?: object, headers?: Record<string, string>) => Promise<Answered>;

/** Requests to one port of this machine over connections that stay open, at most `connections`; fails on any non-2xx. */
export const clientOf = (port: number, connections: number): { readonly send: Send; readonly close: () => void } => {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const send: Send = (method, path, body, headers = {}) =>
    new Promise((resolve, reject) => {
      const text = body && JSON.stringify(body);
      const content = text && { 'Content-Type': 'application/json', 'Content-Length': Buffer.byteLength(text) };
      const asked = request(
        { agent, host: '127.0.0.1', port, method, path, headers: { ...headers, ...content } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            const { statusCode = 0, headers } = response;
            const answered = { headers, body: Buffer.concat(chunks) };
            if (statusCode >= 200 && statusCode < 300) resolve(answered);
            else reject(new Error(`${method} ${path} answered ${statusCode}: ${answered.body.toString()}`));
          });
        },
      );
      asked.on('error', reject).end(text);
    });
  return { send, close: () => agent.destroy() };
};

export const jsonOf = ({ body }: Answered): Record<string, unknown> =>
  JSON.parse(body.toString()) as Record<string, unknown>;
