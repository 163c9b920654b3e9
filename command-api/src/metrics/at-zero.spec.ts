import type { EventStore } from '@doremi/event-sourcing';
import { Registry } from '@doremi/process';
import { describe, expect, test } from '@jest/globals';
import { measureAppends } from './appends.js';
import { measureProvider } from './charges.js';
import { COMMAND_TYPES } from './command-types.js';
import { countCommands } from './commands.js';
import { countSnapshots } from './snapshots.js';

/** Lines of an exposition by the series that they are of. */
const seriesIn = async (registry: Registry): Promise<ReadonlyMap<string, number>> =>
  new Map(
    (await registry.metrics())
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'))
      .map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  );

describe('before anything has happened', () => {
  const registry = new Registry();
  measureAppends({} as EventStore, registry);
  measureProvider({} as never, registry);
  const observe = countCommands(registry);
  countSnapshots(registry, { warn: () => undefined });

  test.each([
    'doremi_commands_total{type="OrderCart",outcome="FAULT"}',
    'doremi_commands_total{type="ReceiveOffer",outcome="ENGINE_UNAVAILABLE"}',
    'doremi_append_duration_seconds_count{outcome="failed"}',
    'doremi_payments_total{outcome="refund_failed"}',
    'doremi_holds_total{outcome="dropped"}',
    'doremi_places_total{outcome="freed"}',
    'doremi_snapshots_total{outcome="failed"}',
    'doremi_payment_provider_duration_seconds_count{operation="charge",outcome="unknown"}',
  ])('%s is there, at 0', async (name) => {
    const names = [...(await seriesIn(registry)).keys()].filter((one) => one.startsWith(name.split('{')[0] ?? name));
    expect(names).toContain(name);
    expect((await seriesIn(registry)).get(name)).toBe(0);
  });

  test('the first of its kind adds no series, so that it is an increase', async () => {
    const before = [...(await seriesIn(registry)).keys()];
    for (const type of COMMAND_TYPES) await observe({ type }, Promise.reject(new Error('broken')));
    const after = await seriesIn(registry);
    expect([...after.keys()]).toEqual(before);
    expect(after.get('doremi_commands_total{type="OrderCart",outcome="FAULT"}')).toBe(1);
  });
});
