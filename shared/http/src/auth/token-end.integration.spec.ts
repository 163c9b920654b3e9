import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { EventSource } from '../testing/event-source.js';
import { eventually } from '@doremi/event-sourcing/testing';
import { inProcess, type InProcess } from '../testing/in-process.js';
import { TestIssuer } from '../testing/issuer.js';
import { EventStreams } from '../event-streams.js';
import { identifyOn } from '../identity.js';
import { mount } from '../mount.js';
import { sse } from '../route.js';
import { identifyBearer } from './bearer.js';
import { madeUpStream } from '../testing/made-up.js';

let issuer: TestIssuer;
let server: InProcess;
const streams = new EventStreams();
beforeAll(async () => {
  issuer = await TestIssuer.start();
  const app = express();
  identifyOn(app, identifyBearer(issuer.settings));
  mount(
    app,
    [sse('/news', { ...madeUpStream, roles: ['customer'] }, () => Promise.resolve(() => () => undefined))],
    undefined,
    streams,
  );
  server = inProcess(app);
});
afterAll(() => {
  streams.end();
  server.stop();
  issuer.goAway();
});

const listening = async (endsIn: number): Promise<EventSource> => {
  const token = await issuer.token({ exp: Math.floor(Date.now() / 1_000) + endsIn });
  const client = new EventSource(`${server.url}/news`, { Authorization: `Bearer ${token}` });
  expect(await client.open()).toBe(200);
  return client;
};

test('a live stream ends, in order, with the token that opened it', async () => {
  const [short, long] = [await listening(1), await listening(60 * 60 * 24 * 60)];
  await eventually(() => short.hasEnded);
  expect(long.hasEnded).toBe(false);
  expect(streams.size).toBe(1);
});
