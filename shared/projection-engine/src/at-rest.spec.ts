import { describe, expect, test } from '@jest/globals';
import { BEGINNING, type Build, type Partition } from '@doremi/event-sourcing';
import type { ParkedEvent, Worker } from '@doremi/read-models';
import { atRestEvery, isAtRest } from './at-rest.js';
import { ENGINE_DEFAULTS } from './options.js';

const worker = (id: string): Worker => ({ id, models: ['m_v1'], until: new Date(0) });
const live = { id: 'm_v1_b1', state: 'live', builtAt: new Date(0) } as Build;
const partition = (more: Partial<Partition> = {}): Partition => ({
  ...{ id: 'm_v1_b1/0', build: live.id, number: 0, position: BEGINNING, owner: 'me', epoch: 1, until: new Date(0) },
  ...{ handled: 0, caughtUp: true, behindSince: null, parked: [], witnessed: 0 },
  ...more,
});
const ALONE = { present: [worker('me')], builds: [live], partitions: [partition()], parked: [] };

describe('a worker is at rest', () => {
  test('when it is alone, has everything, and everything is built', () => {
    expect(isAtRest('me', ALONE)).toBe(true);
    // Its own announcement may be missing from what it reads.
    expect(isAtRest('me', { ...ALONE, present: [] })).toBe(true);
    expect(isAtRest('me', { ...ALONE, builds: [live, { ...live, state: 'standby' }] })).toBe(true);
  });

  test.each<[string, Partial<Parameters<typeof isAtRest>[1]>]>([
    ['another one is there, whose leases may run out', { present: [worker('me'), worker('other')] }],
    ['a dead one still has a partition', { partitions: [partition(), partition({ owner: 'dead' })] }],
    ['a partition is nobody’s', { partitions: [partition({ owner: null })] }],
    ['something is being built', { builds: [live, { ...live, state: 'building' }] }],
    ['the live build has not seen everything yet', { builds: [{ ...live, builtAt: null }] }],
    ['a partition holds a key back', { partitions: [partition({ parked: ['k'] })] }],
    ['an operator may say something of what is parked', { parked: [{ key: 'k' } as ParkedEvent] }],
  ])('not while %s', (_, more) => expect(isAtRest('me', { ...ALONE, ...more })).toBe(false));

  test('and then looks when half of its leases has gone, never more often than it did before', () => {
    expect(atRestEvery(ENGINE_DEFAULTS)).toBe(ENGINE_DEFAULTS.leaseMs / 2);
    expect(atRestEvery({ heartbeatMs: 20, leaseMs: 2_500 })).toBe(50);
    expect(atRestEvery({ heartbeatMs: 500, leaseMs: 600 })).toBe(500);
  });
});
