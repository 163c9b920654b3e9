import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { LiveHub, type Told } from './live-hub.js';
import { ScriptedLive } from './testing/scripted-live.js';

const BOARD = 'board:2002';
/** As often as a sign of life is sent. */
const BEAT = 4_000;

let server: ScriptedLive;
let hub: LiveHub;
let told: Told[];
const listener = { tell: (one: Told) => void told.push(one) };

/** What was said of the connection so far. */
const said = (): boolean[] => told.flatMap((one) => (one.kind === 'connection' ? [one.isUp] : []));
const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);

beforeEach(async () => {
  jest.useFakeTimers();
  told = [];
  server = new ScriptedLive();
  hub = new LiveHub({ fetch: server.fetch, headers: () => Promise.resolve({}) });
  hub.watch(listener, BOARD, null);
  await pass(20);
  server.last.tell(BOARD, [], 'here');
  await pass(0);
  expect(said()).toEqual([true]);
});
afterEach(async () => {
  hub.leave(listener);
  await pass(20);
  jest.useRealTimers();
});

describe('a connection that goes silent without a word', () => {
  test('is lost within ten seconds, and come back to with the place where it was left', async () => {
    await pass(10_000);
    expect(said()).toEqual([true, false]);
    expect(server.connections[0]?.isOpen).toBe(false);
    await pass(1_000);
    expect(server.last.headers.get('Last-Event-ID')).toBe('here');
    server.last.say('current', { topic: BOARD });
    await pass(0);
    expect(said()).toEqual([true, false, true]);
  });

  test('is not one that gives a sign of life', async () => {
    for (let beats = 0; beats < 50; beats += 1) {
      await pass(BEAT);
      server.last.write(': still here\n\n');
    }
    // One that is late, or lost.
    await pass(2 * BEAT);
    server.last.write(': still here\n\n');
    await pass(0);
    expect([said(), server.asked]).toEqual([[true], 1]);
  });

  test('is tried again and again, also where nobody answers at all', async () => {
    server.status = null;
    await pass(60_000);
    expect(server.asked).toBeGreaterThan(4);
    server.status = 200;
    await pass(15_000);
    expect(server.connections.length).toBeGreaterThan(1);
    expect(said()).toEqual([true, false]);
  });

  test('is told while another one is asked for', async () => {
    await pass(8_000);
    server.status = null;
    hub.watch(listener, 'order:7', null);
    await pass(2_000);
    expect(said()).toEqual([true, true, false]);
  });
});

describe('what the browser says of the network', () => {
  test('is told at once as it goes, and does not end the tries', async () => {
    hub.network(false);
    expect(said()).toEqual([true, false]);
    await pass(1_100);
    expect(server.connections).toHaveLength(2);
  });

  test('brings the connection back at once as it comes, whatever was being tried', async () => {
    hub.network(false);
    server.status = null;
    await pass(5_000);
    server.status = 200;
    expect(server.connections).toHaveLength(1);
    hub.network(true);
    await pass(20);
    expect(server.connections).toHaveLength(2);
    server.last.say('current', { topic: BOARD });
    await pass(0);
    expect(said()).toEqual([true, false, true]);
  });

  test('takes the place of a connection without a gap where nobody had noticed', async () => {
    hub.network(true);
    await pass(20);
    expect(server.connections.map(({ isOpen }) => isOpen)).toEqual([false, true]);
    expect(said()).toEqual([true]);
  });

  test('is nothing to whoever watches nothing', async () => {
    hub.unwatch(listener, BOARD);
    await pass(20);
    hub.network(false);
    hub.network(true);
    await pass(60_000);
    expect([said(), server.asked]).toEqual([[true], 1]);
  });
});
