import { Server, Socket } from 'node:net';
import { expect, test } from '@jest/globals';
import { inProcess } from '@doremi/http/testing';

test('a spec whose name says that it needs nothing gets no socket', () => {
  expect(() => new Server().listen(0)).toThrow('this is no unit test');
  expect(() => new Socket().connect(1)).toThrow('this is no unit test');
});

test('it has HTTP all the same, in its process', async () => {
  const { url, stop } = inProcess((_, response) => void response.end('here'));
  expect(await (await fetch(url)).text()).toBe('here');
  stop();
  await expect(fetch(url)).rejects.toThrow('fetch failed');
});
