import { describe, expect, test } from '@jest/globals';
import type { Schema } from '../api/client.js';
import { enginesOf, type Seen, troublesIn } from './troubles.js';

const process = (changed: Partial<Schema<'ProcessState'>> = {}): Schema<'ProcessState'> => ({
  ...{ name: 'policies', state: 'ready', startedAt: null, node: null, parts: {}, stuck: [] },
  ...{
    engines: { mongodb: 'up' },
    breakers: [{ name: 'payment-provider', state: 'closed', credentialsRefused: false }],
  },
  ...changed,
});

type Build = Schema<'ProjectionStatus'>['builds'][number];
const projections = (changed: Partial<Build> = {}, mismatch: unknown = null): NonNullable<Seen['projections']> => ({
  log: { mismatch },
  projections: [
    {
      ...{ name: 'stores', version: 1, isCurrent: true, live: 'stores_v1_b1' },
      builds: [
        {
          ...{ build: 'stores_v1_b1', state: 'live', built: true, stranded: null, documents: 1, watermark: null },
          ...{ lagSeconds: 0, lanes: [], parked: 0, skipped: 0, stuckSeconds: 0, eventsPerSecond: 0 },
          ...changed,
        },
      ],
    },
  ],
});

const group = { policy: 'whenAddHeld', lagSeconds: 0, members: 1, parked: 0 };
const work = { openWork: [{ kind: 'PAYMENT_UNKNOWN', count: 0, isAll: true }], groups: [group] };
const WELL: Seen = { processes: [process()], projections: projections(), work };

const told = (seen: Partial<Seen>): string[] =>
  troublesIn({ ...WELL, ...seen }).map(({ kind, of, n }) => [kind, of, n === 1 ? '' : n].filter(Boolean).join(' '));

test('nothing is said while all is well, or nothing is known', () => {
  expect(told({})).toEqual([]);
  expect(told({ processes: undefined, projections: undefined, work: undefined })).toEqual([]);
  expect(told({ work: { openWork: null, groups: null } })).toEqual([]);
});

describe('what somebody has to look at', () => {
  test.each<[string, Partial<Seen>, string[]]>([
    ['a process', { processes: [process({ state: 'no answer', engines: {} })] }, ['PROCESS_AWAY policies']],
    [
      'what a process waits for',
      { processes: [process({ state: 'not ready', parts: { mongodb: 'ECONNREFUSED', redis: 'up' } })] },
      ['PROCESS_NOT_READY policies: mongodb'],
    ],
    ['a loop', { processes: [process({ stuck: ['sweep'] })] }, ['PROCESS_STUCK policies: sweep']],
    [
      'an engine, once',
      {
        processes: [process({ engines: { redis: 'gone' } }), process({ name: 'gateway', engines: { redis: 'gone' } })],
      },
      ['ENGINE_AWAY redis'],
    ],
    [
      'a breaker',
      { processes: [process({ breakers: [{ name: 'menu-service', state: 'open', credentialsRefused: false }] })] },
      ['BREAKER_OPEN menu-service'],
    ],
    [
      'credentials',
      { processes: [process({ breakers: [{ name: 'payment-provider', state: 'open', credentialsRefused: true }] })] },
      ['BREAKER_OPEN payment-provider', 'CREDENTIALS_REFUSED payment-provider'],
    ],
    ['another log', { projections: projections({}, { position: '1' }) }, ['LOG_MISMATCH']],
    ['a stranded build', { projections: projections({ stranded: 'ANOTHER_LOG' }) }, ['BUILD_STRANDED stores_v1_b1']],
    ['a build that stands still', { projections: projections({ stuckSeconds: 31 }) }, ['BUILD_STUCK stores_v1_b1']],
    ['a read model that is late', { projections: projections({ lagSeconds: 12 }) }, ['READ_MODEL_LATE stores_v1_b1']],
    ['parked events', { projections: projections({ parked: 2 }) }, ['EVENTS_PARKED 2']],
    ['parked deliveries', { work: { ...work, groups: [{ ...group, parked: 3 }] } }, ['DELIVERIES_PARKED 3']],
    [
      'a policy that nobody runs',
      { work: { ...work, groups: [{ ...group, members: 0 }] } },
      ['POLICY_ALONE whenAddHeld'],
    ],
    [
      'a policy that is late',
      { work: { ...work, groups: [{ ...group, lagSeconds: 40 }] } },
      ['POLICY_LATE whenAddHeld'],
    ],
    [
      'unknown payments',
      { work: { ...work, openWork: [{ kind: 'PAYMENT_UNKNOWN', count: 2, isAll: true }] } },
      ['PAYMENTS_UNKNOWN 2'],
    ],
  ])('%s', (_, seen, troubles) => {
    expect(told(seen)).toEqual(troubles);
  });
});

test('an engine is told with what each process says of it', () => {
  const engines = enginesOf([process(), process({ name: 'gateway', engines: { mongodb: 'gone', redis: 'up' } })]);
  expect([...engines]).toEqual([
    [
      'mongodb',
      [
        { by: 'policies', says: 'up' },
        { by: 'gateway', says: 'gone' },
      ],
    ],
    ['redis', [{ by: 'gateway', says: 'up' }]],
  ]);
});
