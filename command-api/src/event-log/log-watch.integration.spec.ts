import { EngineUnavailable, EventStoreMismatch } from '@doremi/event-sourcing';
import { eventually, newEvent } from '@doremi/event-sourcing/testing';
import { describe, expect, test } from '@jest/globals';
import { accept, aMismatch, withLogWatches } from './testing/replaced-log.js';

const watches = withLogWatches();
const SAID =
  'the event store is not the one that was read (position 0x7, event the-one-that-was-read expected, nothing found)';
const UP = { ready: true, parts: { eventstore: 'up' } };

describe('while nothing is proven', () => {
  test('one goes on, and there is nothing to say', async () => {
    const log = watches().start();
    await expect(log.mayGoOn()).resolves.toBeUndefined();
    expect(log.readiness(UP)).toEqual(UP);
    expect(log.generation).toBe(0);
    expect(await log.highWaterMarks()).toEqual({ menu: 0, cart: 0 });
  });

  test.each(['', 'x', '{}', '[]', '{"position":"p"}'])('one goes on when %j is told', async (nonsense) => {
    const { redis, start } = watches();
    redis.value = nonsense;
    const log = start();
    await log.mayGoOn();
    redis.say(nonsense);
    await expect(log.mayGoOn()).resolves.toBeUndefined();
  });

  test('one waits for the event store to say which log it is, and tries again', async () => {
    const { store, start } = watches();
    const read = store.read.bind(store);
    store.read = () => Promise.reject(new EngineUnavailable('away'));
    const log = start();
    await expect(log.mayGoOn()).rejects.toThrow(EngineUnavailable);
    await expect(log.highWaterMarks()).rejects.toThrow(EngineUnavailable);
    store.read = read;
    await expect(log.mayGoOn()).resolves.toBeUndefined();
  });
});

describe('numbers of receipts that were given out in a log that was lost', () => {
  const floors = { menu: 3, cart: 17, 'receipts-2002-2026-01-31': 12 };

  test('are known from the mismatch, and from what was accepted', async () => {
    const { store, redis, start } = watches('serve');
    redis.value = JSON.stringify(aMismatch({ floors }));
    const log = start();
    await log.mayGoOn();
    expect(log.numberGivenOut('receipts-2002-2026-01-31')).toBe(12);
    expect(log.numberGivenOut('receipts-2003-2026-01-31')).toBe(0);
    expect(await log.highWaterMarks()).toEqual({ menu: 3, cart: 17 });
    await accept(store, 1, { ...floors, 'receipts-2002-2026-01-31': 9, 'receipts-2003-2026-01-31': 4 });
    redis.value = null;
    const later = watches('refuse', store).start();
    await later.mayGoOn();
    expect(later.numberGivenOut('receipts-2002-2026-01-31')).toBe(9);
    expect(later.numberGivenOut('receipts-2003-2026-01-31')).toBe(4);
  });
});

describe('while Redis tells everything', () => {
  test('it is asked now and then, and each time while a mismatch stands', async () => {
    const { redis, start } = watches();
    redis.since = performance.now();
    const log = start();
    await log.mayGoOn();
    const before = redis.asked;
    await eventually(() => redis.passedOver >= 8);
    expect(redis.asked - before).toBeLessThanOrEqual(3);
    redis.announce(0, aMismatch());
    await expect(log.mayGoOn()).rejects.toThrow(EventStoreMismatch);
    redis.value = null;
    await eventually(() => log.readiness(UP) === UP);
  });
});

describe('while a mismatch stands', () => {
  test('nothing goes on, and readiness says why', async () => {
    const { redis, start } = watches();
    redis.value = JSON.stringify(aMismatch());
    const log = start();
    await expect(log.mayGoOn()).rejects.toThrow(new EventStoreMismatch(SAID));
    expect(log.readiness(UP)).toEqual({ ready: false, degraded: true, parts: { eventstore: 'up', log: SAID } });
  });

  test('everything goes on where that is asked for, and an operator is told to look', async () => {
    const { redis, start } = watches('serve');
    redis.value = JSON.stringify(aMismatch());
    const log = start();
    await expect(log.mayGoOn()).resolves.toBeUndefined();
    await expect(log.mustBeTheSame()).rejects.toThrow(new EventStoreMismatch(SAID));
    expect(log.readiness(UP)).toEqual({ ready: true, degraded: true, parts: { eventstore: 'up', log: SAID } });
    expect(log.readiness({ ...UP, ready: false })).toMatchObject({ ready: false });
  });

  test('it is heard at once, and also by looking', async () => {
    const { redis, changes, start } = watches();
    const log = start();
    await log.mayGoOn();
    await log.mustBeTheSame();
    redis.announce(0, aMismatch());
    await expect(log.mayGoOn()).rejects.toThrow(EventStoreMismatch);
    expect(changes.seen).toBe(1);
    const { redis: other, changes: seen, start: startOther } = watches();
    const looking = startOther();
    await looking.mayGoOn();
    other.value = JSON.stringify(aMismatch());
    await eventually(() => !looking.readiness(UP).ready);
    expect(seen.seen).toBe(1);
  });

  test('a process that starts waits for a moment to hear of it, and not longer', async () => {
    const { redis, start } = watches();
    redis.value = undefined;
    const log = start();
    const asked = log.mayGoOn();
    await new Promise(setImmediate);
    redis.value = JSON.stringify(aMismatch());
    await expect(asked).rejects.toThrow(EventStoreMismatch);
    const { redis: away, start: startWithout } = watches();
    away.value = undefined;
    await expect(startWithout().mayGoOn()).resolves.toBeUndefined();
  });

  test.each([
    ['nothing says so any more', null],
    ['Redis is away', undefined],
  ])('one goes on once %s', async (_, value) => {
    const { redis, changes, start } = watches();
    redis.value = JSON.stringify(aMismatch());
    const log = start();
    await expect(log.mayGoOn()).rejects.toThrow(EventStoreMismatch);
    redis.value = value;
    await eventually(() => log.readiness(UP).ready);
    await expect(log.mayGoOn()).resolves.toBeUndefined();
    expect(changes.seen).toBe(2);
  });

  test('an answer that was on its way when it ended does not bring it back', async () => {
    const { redis, start } = watches();
    const log = start();
    await log.mayGoOn();
    let answer: (told: string) => void = () => undefined;
    let asked = 0;
    redis.kept = () => (asked++, new Promise((resolve) => (answer = resolve)));
    await eventually(() => asked > 0);
    const late = answer;
    redis.kept = () => Promise.resolve(null);
    redis.announce(0, null);
    late(JSON.stringify(aMismatch()));
    await new Promise(setImmediate);
    expect(log.readiness(UP)).toEqual(UP);
  });
});

describe('another log that was accepted', () => {
  test('is known from the log itself, also to a process that starts later', async () => {
    const { store, start } = watches();
    await accept(store, 1, { menu: 4, cart: 60 });
    await accept(store, 2, { menu: 9, cart: 50 });
    const log = start();
    await log.mayGoOn();
    expect(log.generation).toBe(2);
    expect(await log.highWaterMarks()).toEqual({ menu: 9, cart: 60 });
  });

  test('is told from whatever else somebody may write there', async () => {
    const { store, start } = watches();
    await accept(store, 1, { menu: 4, cart: 60 });
    await store.append('log-1', 0, [newEvent({ type: 'LogPraised', data: {} })]);
    const log = start();
    await log.mayGoOn();
    expect(log.generation).toBe(1);
    expect(await log.highWaterMarks()).toEqual({ menu: 4, cart: 60 });
  });

  test('is known before anything goes on after it was announced', async () => {
    const { store, redis, changes, start } = watches();
    redis.value = JSON.stringify(aMismatch());
    const log = start();
    await expect(log.mayGoOn()).rejects.toThrow(EventStoreMismatch);
    await accept(store, 1, { menu: 4, cart: 60 });
    const before = changes.seen;
    redis.announce(1, null);
    await log.mayGoOn();
    expect(log.generation).toBe(1);
    expect(changes.seen).toBeGreaterThan(before);
  });

  test('is found out some time also when the word of it is missed', async () => {
    const { store, redis, changes, start } = watches();
    redis.value = undefined;
    const log = start();
    await accept(store, 1, { menu: 4, cart: 60 });
    await eventually(() => log.generation === 1);
    expect(changes.seen).toBe(1);
    store.putBack(0);
    await eventually(() => log.generation === 0);
    expect(changes.seen).toBe(2);
  });
});

test('the highest ids of a mismatch are remembered after nobody says them any more', async () => {
  const { redis, start } = watches('serve');
  redis.value = JSON.stringify(aMismatch({ floors: { menu: 3, cart: 70 } }));
  const log = start();
  expect(await log.highWaterMarks()).toEqual({ menu: 3, cart: 70 });
  redis.value = JSON.stringify(aMismatch({ floors: { menu: 5, cart: 20 } }));
  await eventually(async () => (await log.highWaterMarks()).menu === 5);
  redis.value = null;
  await eventually(() => log.readiness(UP).parts.log === undefined);
  expect(await log.highWaterMarks()).toEqual({ menu: 5, cart: 70 });
});
