import { afterEach, expect, test } from '@jest/globals';
import express from 'express';
import { inProcess } from './testing/in-process.js';

const stops: (() => void)[] = [];
afterEach(() => stops.splice(0).forEach((stop) => stop()));

test('what comes to an app is its own before the app has seen it, and can all that Express can', async () => {
  const app = express();
  const asIs: object[] = [];
  const seen: object[] = [];
  type Handle = (...args: unknown[]) => void;
  const { handle } = app as unknown as { readonly handle: Handle };
  Object.assign(app, {
    handle: (request: object, response: object, ...rest: unknown[]) => {
      asIs.push(Object.getPrototypeOf(request) as object, Object.getPrototypeOf(response) as object);
      handle.call(app, request, response, ...rest);
    },
  });
  app.get('/:name', (request, response) => {
    seen.push(Object.getPrototypeOf(request) as object, Object.getPrototypeOf(response) as object);
    response.json({ name: request.params.name, type: request.get('Accept'), isOwn: request.app === app });
  });
  const { url, stop } = inProcess(app);
  stops.push(stop);
  const answer = await fetch(`${url}/pizza`, { headers: { Accept: 'text/plain' } });
  expect(await answer.json()).toEqual({ name: 'pizza', type: 'text/plain', isOwn: true });
  expect(asIs).toEqual(seen);
  asIs.forEach((prototype, index) => expect(prototype).toBe(seen[index]));
});

test('an app may be served twice, and what is no app as well', async () => {
  const app = express().get('/', (_, response) => void response.send('app'));
  const listener = (_: unknown, response: { end: (text: string) => void }): void => response.end('listener');
  const served = [inProcess(app), inProcess(app), inProcess(listener)];
  stops.push(...served.map(({ stop }) => stop));
  const texts = served.map(async ({ url }) => (await fetch(url)).text());
  expect(await Promise.all(texts)).toEqual(['app', 'app', 'listener']);
});
