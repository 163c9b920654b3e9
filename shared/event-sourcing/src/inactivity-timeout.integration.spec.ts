import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, test } from '@jest/globals';
import { EngineUnavailable } from './event-store.js';
import { InactivityTimeout } from './inactivity-timeout.js';

const LOOK_EVERY = 5;
const never = new Promise<never>(() => undefined);
const impatient = (silence = 50, call = 10_000): InactivityTimeout =>
  new InactivityTimeout({ silence, call, lookEvery: LOOK_EVERY }, (thrown) => thrown instanceof Refused);

/** What an engine that is there says of a call. */
class Refused extends Error {}

const blockFor = (milliseconds: number): void => {
  const until = performance.now() + milliseconds;
  while (performance.now() < until);
};

describe('an inactivity timeout', () => {
  test('hands on what came, value or error', async () => {
    await expect(impatient().wait(Promise.resolve(1))).resolves.toBe(1);
    await expect(impatient().wait(Promise.reject(new Error('no')))).rejects.toThrow('no');
  });

  test('ends when nothing at all comes', async () => {
    const asked = performance.now();
    await expect(impatient().wait(never)).rejects.toThrow(EngineUnavailable);
    expect(performance.now() - asked).toBeGreaterThanOrEqual(50);
  });

  test.each<[string, () => Promise<unknown>]>([
    ['answered', () => Promise.resolve()],
    ['refused by the engine', () => Promise.reject(new Refused('no'))],
  ])('goes on as long as others are %s', async (_, other) => {
    const inactivity = impatient();
    let isGivenUp = false;
    const slow = inactivity.wait(never).catch(() => (isGivenUp = true));
    for (let n = 0; n < 20; n++) {
      await inactivity.wait(other()).catch(() => undefined);
      await pause(LOOK_EVERY);
    }
    expect(isGivenUp).toBe(false);
    await slow;
  });

  test('is not renewed by calls that did not get through', async () => {
    const inactivity = impatient();
    let isGivenUp = false;
    const slow = inactivity.wait(never).catch(() => (isGivenUp = true));
    while (!isGivenUp) {
      await inactivity.wait(Promise.reject(new Error('connection refused'))).catch(() => undefined);
      await pause(LOOK_EVERY);
    }
    await slow;
  });

  test('has an end for each call, however lively the engine is', async () => {
    const inactivity = impatient(50, 100);
    let isGivenUp = false;
    const slow = inactivity.wait(never).catch(() => (isGivenUp = true));
    while (!isGivenUp) {
      await inactivity.wait(Promise.resolve());
      await pause(LOOK_EVERY);
    }
    await slow;
  });

  test('does not take its own standstill for silence', async () => {
    const inactivity = impatient();
    const answer = inactivity.wait(pause(10, 'late'));
    blockFor(200);
    await expect(answer).resolves.toBe('late');
  });
});
