import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { EventStreams } from '@doremi/shared/http/event-streams';
import { mount } from '@doremi/shared/http/mount';
import { heldToContract } from '@doremi/shared/testing/held-to-contract';
import express from 'express';
import type { ReadModels } from '../read-models.js';
import { queryRoutes } from '../routes.js';

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Every route over the read models, on a free port of loopback; stopping fails where an answer was not as documented. */
export const serve = async (models: ReadModels) => {
  const app = express();
  const faults: unknown[] = [];
  const routes = queryRoutes(models, (fault) => faults.push(fault));
  const asDocumented = heldToContract(app, routes);
  const streams = new EventStreams();
  mount(app, routes, (fault) => faults.push(fault), streams);
  const server = createServer(app).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    /** What went wrong without anybody expecting it. */
    faults,
    streams,
    url: `http://127.0.0.1:${port}`,
    get: async (path: string, headers: Record<string, string> = {}): Promise<Got> => {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
    },
    stop: async (): Promise<void> => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
      asDocumented();
    },
  };
};

type Serving = Awaited<ReturnType<typeof serve>>;

/** Follows a list from page to page to its end and gives back every item. */
export const everyItem = async <Item>({ get }: Serving, path: string, limit: number): Promise<Item[]> => {
  const seen: Item[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body } = await get(`${path}?limit=${limit}${cursor && `&cursor=${cursor}`}`);
    const { items, nextCursor } = body as { items: Item[]; nextCursor: string | null };
    if (items.length > limit) throw new Error(`${items.length} items on a page of ${limit}`);
    seen.push(...items);
    cursor = nextCursor;
  }
  return seen;
};
