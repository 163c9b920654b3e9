import { type Position, positionOf } from '@doremi/event-sourcing';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { startGateway, type TestGateway } from './testing/gateway.js';

let door: TestGateway;
beforeEach(async () => (door = await startGateway()));
afterEach(() => door.stop());

const earlier = positionOf(9n, 9n);
const later = positionOf(0xan << 32n, 0n);

/** A command that is answered with the position. */
const command = async (position: Position | string) => {
  door.commandApi.answer = (_, response) => response.setHeader('X-Event-Position', position).end();
  await door.ask('/menus', { method: 'POST' });
};

const read = async (headers: Record<string, string> = {}) => {
  await door.ask('/menus/1', { headers });
  return door.queryApi.received.at(-1)?.headers;
};

test('a read without a position is forwarded with the highest one that was handed out', async () => {
  expect(await read()).not.toHaveProperty('x-event-position-hint');
  await command(later);
  await command(earlier);
  await command('nonsense');
  expect(await read()).toHaveProperty('x-event-position-hint', later);
});

test('a position of a newer generation of the log is higher than any of an older one', async () => {
  await command(later);
  await command(`${earlier}@1`);
  expect(await read()).toHaveProperty('x-event-position-hint', `${earlier}@1`);
  await command(positionOf(0xffn << 32n, 0n));
  await command(`${later}@1`);
  expect(await read()).toHaveProperty('x-event-position-hint', `${later}@1`);
});

test('a read that names a position is passed on as it is', async () => {
  await command(later);
  const headers = await read({ 'X-Event-Position': earlier });
  expect(headers).toHaveProperty('x-event-position', earlier);
  expect(headers).not.toHaveProperty('x-event-position-hint');
});

test('a hint that a client sends is dropped', async () => {
  expect(await read({ 'X-Event-Position-Hint': later })).not.toHaveProperty('x-event-position-hint');
  await command(earlier);
  expect(await read({ 'X-Event-Position-Hint': later })).toHaveProperty('x-event-position-hint', earlier);
});
