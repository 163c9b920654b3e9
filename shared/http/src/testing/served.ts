import { afterAll, afterEach, beforeAll } from '@jest/globals';
import express from 'express';
import { mount } from '../mount.js';
import type { Route } from '../route.js';
import { heldToContract } from './held-to-contract.js';
import { inProcess, type InProcess } from './in-process.js';

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

/** Asks over HTTP. A body that is text or bytes is sent as it is, anything else as JSON. */
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

/** Serves a route table in this process for all tests of a file, and holds its answers against their documentation. */
export const withRoutes = (
  routes: () => readonly Route[],
  onFault?: (error: unknown) => void,
): { readonly call: Call } => {
  let served: InProcess;
  let asDocumented = (): void => undefined;
  beforeAll(() => {
    const app = express();
    const table = routes();
    asDocumented = heldToContract(app, table);
    mount(app, table, onFault);
    served = inProcess(app);
  });
  afterEach(() => asDocumented());
  afterAll(() => served.stop());
  return { call: callTo(() => served.url) };
};
