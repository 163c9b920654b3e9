import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll } from '@jest/globals';
import express from 'express';
import { mount } from '../http/mount.js';
import type { Route } from '../http/route.js';
import { heldToContract } from './held-to-contract.js';

export interface Answered {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON, else the text. */
  readonly body: Record<string, unknown>;
  readonly text: string;
}

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Answered>;

/** Asks over real HTTP. A body that is text or bytes is sent as it is, anything else as JSON. */
export const callTo =
  (origin: () => string): Call =>
  async (method, path, body, headers = {}) => {
    const isRaw = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const response = await fetch(`${origin()}${path}`, {
      method,
      headers: { ...(body !== undefined && { 'Content-Type': 'application/json' }), ...headers },
      body: isRaw ? (body as string | Uint8Array<ArrayBuffer> | undefined) : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('Content-Type') ?? '');
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : { text }) as Record<string, unknown>,
      text,
    };
  };

/** Serves a route table on a free port for all tests of a file, and holds its answers against their documentation. */
export const withRoutes = (
  routes: () => readonly Route[],
  onFault?: (error: unknown) => void,
): { readonly call: Call } => {
  let server: Server;
  let asDocumented = (): void => undefined;
  beforeAll(async () => {
    const app = express();
    const table = routes();
    asDocumented = heldToContract(app, table);
    mount(app, table, onFault);
    server = createServer(app).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(() => asDocumented());
  afterAll(async () => {
    const closed = once(server, 'close');
    server.close();
    server.closeAllConnections();
    await closed;
  });
  return { call: callTo(() => `http://127.0.0.1:${(server.address() as AddressInfo).port}`) };
};
