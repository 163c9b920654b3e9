import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll } from '@jest/globals';
import type { Busy, MenuServiceProbe } from '../cart/menu-service-probe.js';

/** A menu service that is there, until a test says that it is busy. */
export class ScriptedMenuServiceProbe implements MenuServiceProbe {
  busy: Busy | null = null;
  asked = 0;

  ask(): Promise<Busy | null> {
    this.asked++;
    return Promise.resolve(this.busy);
  }

  breaker(): 'closed' {
    return 'closed';
  }
}

export interface SlowServer {
  readonly url: string;
  /** How many requests have come. */
  readonly asked: () => number;
  /** Status of every answer; null for none at all. */
  answer: number | null;
}

/** A real HTTP server for all tests of a file, which answers as it is told, or not at all. */
export const withSlowServer = (): SlowServer => {
  let server: Server;
  let asked = 0;
  const slow: SlowServer = {
    get url() {
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    },
    asked: () => asked,
    answer: 200,
  };
  beforeAll(async () => {
    server = createServer((_, response) => {
      asked++;
      if (slow.answer !== null) response.writeHead(slow.answer).end('{}');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });
  return slow;
};
