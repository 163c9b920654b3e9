import { afterAll, beforeAll, expect, test } from '@jest/globals';
import express from 'express';
import { mount } from './mount.js';
import { get } from './route.js';
import { inProcess, type InProcess } from './testing/in-process.js';
import { madeUp } from './testing/made-up.js';

/** With and without a version, short and long, within and beyond ASCII. */
const bodies = [
  {},
  { version: 3, name: 'pizza' },
  { version: 3, name: 'ピザ🍕' },
  { revision: 2, name: 'é'.repeat(700) },
  { name: 'ピザ🍕'.repeat(500) },
  ['pizza', null],
];

let ours: InProcess;
let express5: InProcess;

beforeAll(() => {
  const app = express();
  mount(app, [
    get('/bodies/:number', { ...madeUp, roles: 'all' }, ({ params: { number } }) => ({
      status: 200,
      body: bodies[number],
    })),
  ]);
  ours = inProcess(app);
  const plain = express().set('etag', 'strong').disable('x-powered-by');
  plain.get('/bodies/:number', (request, response) => {
    response.json(bodies[Number(request.params.number)]);
  });
  express5 = inProcess(plain);
});
afterAll(() => [ours, express5].forEach(({ stop }) => stop()));

const ask = async ({ url }: InProcess, number: number, method: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${url}/bodies/${number}`, { method, headers });
  const { date: _, 'x-correlation-id': __, etag, ...told } = Object.fromEntries(response.headers);
  return { status: response.status, told, etag, text: await response.text() };
};

test.each(['GET', 'HEAD'])('%s is answered as Express answers, but for the version in a tag', async (method) => {
  for (const number of bodies.keys()) {
    const [{ etag = '', ...answered }, expected] = await Promise.all([
      ask(ours, number, method),
      ask(express5, number, method),
    ]);
    expect(answered).toEqual({ status: expected.status, told: expected.told, text: expected.text });
    expect(etag).toEqual(
      /vers|revi/.test(JSON.stringify(bodies[number])) ? expect.stringMatching(/^"v\d-/) : expected.etag,
    );
  }
});

test('whoever has it already is told so, and nothing else', async () => {
  for (const number of bodies.keys()) {
    const { etag = '' } = await ask(ours, number, 'GET');
    const again = await ask(ours, number, 'GET', { 'If-None-Match': etag });
    expect({ status: again.status, etag: again.etag, text: again.text }).toEqual({ status: 304, etag, text: '' });
    expect((await ask(ours, number, 'GET', { 'If-None-Match': '"other"' })).status).toBe(200);
  }
});
