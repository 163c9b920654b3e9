import { EngineUnavailable } from '@doremi/event-sourcing';
import { Registry } from '@doremi/process';
import type { OpenWork } from '@doremi/domain';
import { eventually } from '@doremi/event-sourcing/testing';
import { silentLog } from '@doremi/process/testing';
import { describe, expect, test } from '@jest/globals';
import { httpPaymentProvider, probeMenuService, showBreakers } from '@doremi/command-api';
import { seriesOf, withSlowServer } from '@doremi/command-api/testing';
import { policies } from '../policies.js';
import { handleDeliveries } from '../policy-runner.js';
import { policy } from '../policy.js';
import type { React } from '../execute-reaction.js';
import { happened, listsOf } from '../testing/happened.js';
import { showOpenWork } from './open-work.metrics.js';
import { countPolicies } from './policies.js';

test.each([
  ['doremi_policies_parked_total', { type: 'PaymentApproved' }],
  ['doremi_policies_retries_total', { policy: 'whenPaymentMoves', reason: 'fault' }],
])('%s is there before anything has happened, at 0', async (name, labels) => {
  const registry = new Registry();
  countPolicies(registry, policies);
  expect(await seriesOf(registry).value(name, labels)).toBe(0);
});

describe('a delivery', () => {
  const moved = happened({ type: 'Moved', data: {} });

  const checkingOut = [policy({ name: 'checkOutEach', whenever: { Moved: () => [{ do: 'checkOut', cartId: 7 }] } })];

  /** What is counted while one policy gets one event and reacts as told, until the delivery has come to its end. */
  const counted = async (react: React) => {
    const registry = new Registry();
    const stopping = new AbortController();
    let isOver = false;
    const over = () => Promise.resolve(void (isOver = true));
    const working = handleDeliveries({
      eventStore: {
        consume: async function* () {
          yield { event: moved, ack: over, park: over };
          await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve));
        },
      } as never,
      policies: checkingOut,
      listsFor: () => listsOf({ storeIds: [], offeredMenus: [] }),
      react,
      counts: countPolicies(registry, checkingOut),
      log: silentLog,
      signal: stopping.signal,
      backoff: { first: 1, longest: 1 },
    });
    await eventually(() => isOver);
    stopping.abort();
    await working;
    return seriesOf(registry).value;
  };

  test('is counted as handled, its age noted, and each try for what is away', async () => {
    let tries = 0;
    const value = await counted(() =>
      ++tries < 4 ? Promise.reject(new EngineUnavailable('away')) : Promise.resolve(),
    );
    expect(await value('doremi_policies_retries_total', { policy: 'checkOutEach', reason: 'away' })).toBe(3);
    expect(await value('doremi_policies_handled_total', { type: 'Moved' })).toBe(1);
    expect(await value('doremi_policies_event_age_seconds_count', { policy: 'checkOutEach' })).toBe(1);
    const age = (Date.now() - Date.parse(moved.metadata.occurredAt)) / 1_000;
    expect(await value('doremi_policies_event_age_seconds_sum')).toBeCloseTo(age, -2);
  });

  test('is counted as parked after faults that are counted too', async () => {
    const value = await counted(() => Promise.reject(new Error('broken')));
    expect(await value('doremi_policies_retries_total', { policy: 'checkOutEach', reason: 'fault' })).toBe(5);
    expect(await value('doremi_policies_parked_total', { type: 'Moved' })).toBe(1);
  });
});

describe('breakers', () => {
  const slow = withSlowServer();

  test('show the state that they are in', async () => {
    const registry = new Registry();
    const menuServiceProbe = probeMenuService(slow.url, { halfOpenAfterMs: 60_000 });
    const provider = httpPaymentProvider(slow.url);
    showBreakers(registry, { 'menu-service': menuServiceProbe, 'payment-provider': provider });
    const { value } = seriesOf(registry);
    const state = (breaker: string, state: string) => value('doremi_breaker_state', { breaker, state });
    expect([await state('menu-service', 'closed'), await state('menu-service', 'open')]).toEqual([1, 0]);
    slow.answer = 500;
    for (let n = 0; n < 5; n++) await menuServiceProbe.ask(2002, 1);
    expect([await state('menu-service', 'closed'), await state('menu-service', 'open')]).toEqual([0, 1]);
    expect(await state('payment-provider', 'closed')).toBe(1);
  });
});

describe('open work', () => {
  const nothing: OpenWork = {
    ...{
      cartId: 1,
      storeId: 2002,
      attempt: null,
      refunds: [],
      owed: [],
      kept: 0,
      holds: [],
      places: [],
      ordered: null,
      acceptBy: null,
      idleSince: null,
      open: true,
    },
  };
  const hold = { holdId: 1, menuId: 1, expiresAt: '' };
  const since = (iso: string) => ({ ...nothing, attempt: { attempt: 1, since: iso } });

  test('is counted over a whole look, with the age of the oldest payment', async () => {
    const registry = new Registry();
    const see = showOpenWork(registry, () => Date.parse('2026-01-31T12:01:00Z'));
    const { value } = seriesOf(registry);
    see([since('2026-01-31T12:00:30Z'), { ...nothing, holds: [hold, hold] }], false);
    expect(await value('doremi_open_work', { kind: 'hold' })).toBe(0);
    see([since('2026-01-31T12:00:00Z'), { ...nothing, refunds: ['r-1'], kept: 500 }], true);
    const kinds = ['payment', 'refund', 'hold', 'failed_refund'].map((kind) => value('doremi_open_work', { kind }));
    expect(await Promise.all(kinds)).toEqual([2, 1, 2, 1]);
    expect(await value('doremi_open_payment_age_seconds')).toBe(60);
    see([], true);
    expect(await value('doremi_open_work', { kind: 'payment' })).toBe(0);
    expect(await value('doremi_open_payment_age_seconds')).toBe(0);
  });
});
