import { expect, test } from '@jest/globals';
import { AsyncQueue } from './async-queue.js';

const handover = () => {
  const told: string[] = [];
  const say = (what: string) => (): void => void told.push(what);
  const items = new AsyncQueue<number>({ pause: say('pause'), resume: say('resume'), stop: say('stop') });
  return { items, told };
};

test('items are taken in the order in which they came, whoever waits for the other', async () => {
  const { items } = handover();
  items.give(1);
  items.give(2);
  expect(await items.next()).toEqual({ done: false, value: 1 });
  expect(await items.next()).toEqual({ done: false, value: 2 });
  const third = items.next();
  items.give(3);
  expect(await third).toEqual({ done: false, value: 3 });
});

test('the source waits while many items do, and goes on once all of them are taken', async () => {
  const { items, told } = handover();
  for (let item = 0; item < 256; item++) items.give(item);
  expect(told).toEqual(['pause']);
  for (let item = 0; item < 255; item++) await items.next();
  expect(told).toEqual(['pause']);
  await items.next();
  expect(told).toEqual(['pause', 'resume']);
});

test('what came before a fault is still taken, then the fault is thrown, once', async () => {
  const { items, told } = handover();
  items.give(1);
  items.end(new Error('lost'));
  items.end(new Error('lost again'));
  items.give(2);
  expect(await items.next()).toEqual({ done: false, value: 1 });
  await expect(items.next()).rejects.toThrow('lost');
  expect(await items.next()).toEqual({ done: true, value: undefined });
  expect(told).toEqual(['stop']);
});

test('a fault reaches whoever is waiting', async () => {
  const { items } = handover();
  const next = items.next();
  items.end(new Error('lost'));
  await expect(next).rejects.toThrow('lost');
});

test('whoever leaves the loop stops the source and drops what waits', async () => {
  const { items, told } = handover();
  for (let item = 0; item < 3; item++) items.give(item);
  for await (const item of items) if (item === 1) break;
  expect(told).toEqual(['stop']);
  expect(await items.next()).toEqual({ done: true, value: undefined });
});
