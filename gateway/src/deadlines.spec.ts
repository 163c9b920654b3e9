import { once } from 'node:events';
import { request } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { ANSWER_WITHIN, CONNECT_WITHIN, ADMITTED_WITHIN } from '@doremi/http';
import { PROMISED_WITHIN } from '@doremi/http/testing';
import { ConnectTimeout, DEADLINES, limitTime, UpstreamTimeout } from './deadlines.js';

/** A request over a connection to nowhere. */
const requestOver = async (connecting: boolean) => {
  const socket = Object.defineProperty(new Socket(), 'connecting', { value: connecting });
  const upstream = request({ createConnection: () => socket });
  await once(upstream, 'socket');
  return upstream;
};

test('a connection that nobody takes is given up', async () => {
  const upstream = await requestOver(true);
  limitTime(upstream, { connect: 10, answer: 60_000 });
  const [error] = (await once(upstream, 'error')) as [unknown];
  expect(error).toBeInstanceOf(ConnectTimeout);
});

test('so is an answer that does not come', async () => {
  const upstream = await requestOver(false);
  limitTime(upstream, { connect: 60_000, answer: 10 });
  const [error] = (await once(upstream, 'error')) as [unknown];
  expect(error).toBeInstanceOf(UpstreamTimeout);
});

test('the slowest refusal comes within what is promised, and is never cut off here', () => {
  expect(CONNECT_WITHIN + ADMITTED_WITHIN + ANSWER_WITHIN).toBeLessThan(PROMISED_WITHIN);
  expect(DEADLINES.connect).toBe(CONNECT_WITHIN);
  expect(DEADLINES.answer).toBeGreaterThan(ADMITTED_WITHIN + ANSWER_WITHIN);
});
