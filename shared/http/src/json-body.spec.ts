import { once } from 'node:events';
import { expect, test } from '@jest/globals';
import { eventually } from '@doremi/event-sourcing/testing';
import express from 'express';
import { mount } from './mount.js';
import { Text } from './fields.js';
import { post } from './route.js';
import { inProcess, requestAlone } from './testing/in-process.js';
import { madeUp } from './testing/made-up.js';

class Card {
  @Text({ max: 50_000 }) name!: string;
}

const faults: unknown[] = [];
const seen: number[] = [];
const came: string[] = [];
const closed: string[] = [];
const app = express().use((request, response, next) => {
  came.push(request.url);
  response.once('close', () => closed.push(request.url));
  next();
});
mount(
  app,
  [
    post('/cards', { ...madeUp, roles: 'all', body: Card }, ({ body }) => {
      seen.push(body.name.length);
      return { status: 201, body: {} };
    }),
  ],
  (fault) => faults.push(fault),
);
const { url } = inProcess(app);
const json = { 'Content-Type': 'application/json' };

test.each(['with its length', 'in chunks'])('a body that comes bit by bit is whole (%s)', async (how) => {
  const body = JSON.stringify({ name: 'ピ'.repeat(20_000) });
  const length: Record<string, string> =
    how === 'in chunks' ? {} : { 'Content-Length': String(Buffer.byteLength(body)) };
  const asking = requestAlone(`${url}/cards`, { method: 'POST', headers: { ...json, ...length } });
  const bytes = Buffer.from(body);
  // Cut within a character as well.
  for (let from = 0; from < bytes.length; from += 10_001) asking.write(bytes.subarray(from, from + 10_001));
  asking.end();
  const [{ statusCode }] = (await once(asking, 'response')) as [{ statusCode: number }];
  expect([statusCode, seen.at(-1)]).toEqual([201, 20_000]);
});

test('who is gone before the end of the body has asked for nothing, and that is no fault of ours', async () => {
  const before = { seen: seen.length, came: came.length, closed: closed.length };
  const asking = requestAlone(`${url}/cards`, { method: 'POST', headers: { ...json, 'Content-Length': '100' } });
  asking.on('error', () => undefined).write('{"name": "piz');
  await eventually(() => came.length > before.came);
  asking.destroy();
  await eventually(() => closed.length > before.closed);
  await new Promise((resolve) => setImmediate(resolve));
  expect([seen.length, faults]).toEqual([before.seen, []]);
});
