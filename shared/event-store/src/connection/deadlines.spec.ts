import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import { UnavailableError } from '@eventstore/db-client';
import { asWritten } from '@doremi/event-sourcing/testing';
import { EngineUnavailable } from '@doremi/event-sourcing';
import { EventStoreConnection, LIMITS } from './connection.js';
import type { Node } from './node.js';

/** Time is looked at so often; milliseconds. */
const LOOK = 250;

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

// eslint-disable-next-line no-restricted-syntax -- the clock is the test's own
const pause = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const never = () => new Promise<never>(() => undefined);
const failingAfter = (milliseconds: number) => async (): Promise<never> => {
  await pause(milliseconds);
  throw new UnavailableError(undefined, 'gone');
};

/** How long the call took until it was refused, by a clock that only this test moves. */
const refusedAfter = async (
  call: () => Promise<unknown>,
  { search = 0, others = null }: { readonly search?: number; readonly others?: number | null },
): Promise<number> => {
  const connection = new EventStoreConnection('esdb://127.0.0.1:1?tls=false', asWritten);
  jest.spyOn(connection, 'leader').mockImplementation(async () => {
    await pause(search);
    return {} as Node;
  });
  const began = Date.now();
  let took: number | null = null;
  const refused = connection.callUntilKnown(call).catch((error: unknown) => {
    took = Date.now() - began;
    return error;
  });
  while (took === null) {
    // The engine may be lively: others are answered meanwhile.
    if (others !== null) void connection.callUntilKnown(() => Promise.resolve()).catch(() => undefined);
    await jest.advanceTimersByTimeAsync(others ?? 100);
  }
  expect(await refused).toBeInstanceOf(EngineUnavailable);
  return took;
};

test.each<[string, () => Promise<unknown>, { readonly search?: number; readonly others?: number | null }]>([
  ['nothing is ever said', never, {}],
  ['others are answered, this one never', never, { others: 500 }],
  ['it takes long to find a leader, who says nothing', never, { search: 2 * LIMITS.ask }],
  ['nobody leads, which takes long to find out', never, { search: LIMITS.call }],
  ['every try fails at once', failingAfter(0), {}],
  ['every try fails after a second', failingAfter(1_000), {}],
  ['every try fails just before it would be silence', failingAfter(LIMITS.silence - 1), {}],
  ['the last try begins just in time, and hangs', failingAfter(LIMITS.retry / 2 - 60), { search: 0 }],
  ['others are answered, and every try fails late', failingAfter(LIMITS.call - 1), { others: 500 }],
])('a call is over within its time when %s', async (_, call, world) => {
  const took = await refusedAfter(call, world);
  expect(took).toBeLessThanOrEqual(LIMITS.call + 2 * LOOK);
});
