import { EventStreams, mount } from '@doremi/http';
import { heldToContract, inProcess } from '@doremi/http/testing';
import { PersonalData } from '@doremi/personal-data';
import express from 'express';
import { type Past, pastIn } from '../as-of.js';
import { Disclosure } from '../disclosure.js';
import type { ReadModels } from '../read-models.js';
import { queryRoutes } from '../routes.js';

/** An event store in which nothing has happened. */
const nothingYet = { read: () => Promise.resolve([]) };

export interface Got {
  readonly status: number;
  readonly headers: Headers;
  readonly body: unknown;
}

/** Every route over the read models, served in this process; stopping fails where an answer was not as documented. */
export const serve = (
  models: ReadModels,
  personal = new PersonalData(null),
  past: Past = pastIn(() => Promise.resolve(nothingYet)),
) => {
  const app = express();
  const faults: unknown[] = [];
  const routes = queryRoutes(models, past, new Disclosure(personal), (fault) => faults.push(fault));
  const asDocumented = heldToContract(app, routes);
  const streams = new EventStreams();
  mount(app, routes, (fault) => faults.push(fault), streams);
  const { url, stop } = inProcess(app);
  return {
    /** What went wrong without anybody expecting it. */
    faults,
    streams,
    url,
    get: async (path: string, headers: Record<string, string> = {}): Promise<Got> => {
      const answer = await fetch(`${url}${path}`, { headers });
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, body: text === '' ? null : JSON.parse(text) };
    },
    stop: (): void => {
      stop();
      asDocumented();
    },
  };
};

type Serving = ReturnType<typeof serve>;

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
