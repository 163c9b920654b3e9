import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { PROMOTED } from '@doremi/event-sourcing';
import { LiveBuilds } from './live-builds.js';
import { announcementsInMemory } from './testing/announcements-in-memory.js';

const announcements = announcementsInMemory();
let looks = 0;
let since: number | null = null;
let builds: LiveBuilds;

beforeEach(async () => {
  jest.useFakeTimers();
  looks = 0;
  since = null;
  const list = () => Promise.resolve((looks++, []));
  const read = () => Promise.resolve({ generation: 0, mismatch: null, accepted: [] });
  builds = new LiveBuilds({ list }, { read }, { ...announcements, listeningSince: () => since });
  await jest.advanceTimersByTimeAsync(1_000);
  looks = 0;
});

afterEach(() => {
  builds.close();
  jest.useRealTimers();
});

test('who may miss what is announced looks every second', async () => {
  await jest.advanceTimersByTimeAsync(10_000);
  expect(looks).toBe(10);
});

test('who hears everything looks now and then, and at once when something is said', async () => {
  await jest.advanceTimersByTimeAsync(10);
  since = performance.now();
  await jest.advanceTimersByTimeAsync(1_000);
  // What was said before it listened may have been missed.
  expect(looks).toBe(1);
  await jest.advanceTimersByTimeAsync(12_000);
  expect(looks).toBe(4);
  await announcements.publish(PROMOTED, 'm_v1');
  await jest.advanceTimersByTimeAsync(0);
  expect(looks).toBe(5);
});

test('who listens again after a break looks at the next second', async () => {
  await jest.advanceTimersByTimeAsync(10);
  since = performance.now();
  await jest.advanceTimersByTimeAsync(1_000);
  await jest.advanceTimersByTimeAsync(10);
  since = performance.now();
  await jest.advanceTimersByTimeAsync(1_000);
  expect(looks).toBe(2);
});
