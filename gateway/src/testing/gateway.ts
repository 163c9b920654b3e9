import { connect } from 'node:net';
import { identifyOn } from '@doremi/http/testing';
import type { Identify } from '@doremi/http';
import express from 'express';
import { gateway, type GatewayOptions } from '../gateway.js';
import { listen, TinyService } from './tiny-server.js';

/** The gateway with a tiny service at each of its ends, on free ports of loopback. */
export const startGateway = async (
  deadlines = { connect: 1_000, answer: 5_000 },
  options: Pick<GatewayOptions, 'limiter' | 'identity' | 'trustedProxies'> = {},
  identify?: Identify,
) => {
  const [commandApi, queryApi, projections, policies] = await Promise.all([
    new TinyService('command-api').start(),
    new TinyService('query-api').start(),
    new TinyService('projections').start(),
    new TinyService('policies').start(),
  ]);
  const app = express();
  const faults: unknown[] = [];
  const stopping = new AbortController();
  const upstreams = {
    commandApi: commandApi.url,
    queryApi: queryApi.url,
    projections: projections.url,
    policies: policies.url,
  };
  if (identify) identifyOn(app, identify);
  gateway(app, {
    ...options,
    upstreams,
    deadlines,
    currency: 'EUR',
    stopping: stopping.signal,
    onFault: (fault) => faults.push(fault),
  });
  const { url, port, stop } = await listen(app);
  return {
    commandApi,
    queryApi,
    projections,
    policies,
    faults,
    stopping,
    ask: (path: string, init?: RequestInit) => fetch(`${url}${path}`, init),
    /** Writes bytes as they are and gives back what came until the gateway closed the connection. */
    raw: (...parts: readonly string[]): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1');
        let answer = '';
        socket.setEncoding('latin1');
        socket.on('data', (text: string) => (answer += text));
        socket.on('error', reject);
        socket.on('close', () => resolve(answer));
        for (const part of parts) socket.write(part, 'latin1');
      }),
    port,
    stop: async (): Promise<void> => {
      await Promise.all([stop(), commandApi.stop(), queryApi.stop(), projections.stop(), policies.stop()]);
    },
  };
};

export type TestGateway = Awaited<ReturnType<typeof startGateway>>;
