import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { HoursException, OpeningHours, WeeklyPeriod } from '../events/store.events.js';
import { openAt } from './opening-hours.js';
import { openByWalk, walkOf, type Walk } from './testing/minute-walk.js';

const weekly = (...periods: [day: number, open: string, close: string][]): WeeklyPeriod[] =>
  periods.map(([day, open, close]) => ({ day, open, close }));
const hoursOf = (periods: WeeklyPeriod[], ...exceptions: HoursException[]): OpeningHours => ({
  weekly: periods,
  exceptions,
});
const everyDay = (open: string, close: string) =>
  weekly(...[1, 2, 3, 4, 5, 6, 7].map((day): [number, string, string] => [day, open, close]));

const SEOUL = 'Asia/Seoul';
const BERLIN = 'Europe/Berlin';

describe('hours', () => {
  test('are always, where none are set', () =>
    expect(openAt(null, SEOUL, '2026-03-02T00:00:00.000Z')).toEqual({ open: true, opensAt: null, closesAt: null }));

  // 2026-03-02 is a Monday.
  test.each<[string, string, object]>([
    ['before', '2026-03-02T01:59:59.999Z', { open: false, opensAt: '2026-03-02T02:00:00.000Z', closesAt: null }],
    ['at the opening', '2026-03-02T02:00:00.000Z', { open: true, opensAt: null, closesAt: '2026-03-02T05:00:00.000Z' }],
    ['at the close', '2026-03-02T05:00:00.000Z', { open: false, opensAt: '2026-03-06T09:00:00.000Z', closesAt: null }],
    ['at night', '2026-03-06T15:30:00.000Z', { open: true, opensAt: null, closesAt: '2026-03-06T17:00:00.000Z' }],
    ['a week on', '2026-03-06T17:00:00.000Z', { open: false, opensAt: '2026-03-09T02:00:00.000Z', closesAt: null }],
  ])('are local times of the store: %s', (_, at, judged) =>
    expect(openAt(hoursOf(weekly([1, '11:00', '14:00'], [5, '18:00', '02:00'])), SEOUL, at)).toEqual(judged),
  );

  test('never open where nothing is ever open', () =>
    expect(openAt(hoursOf([]), SEOUL, '2026-03-02T00:00:00.000Z')).toEqual({
      open: false,
      opensAt: null,
      closesAt: null,
    }));

  test('go on from one period into the next', () => {
    const around = hoursOf(everyDay('00:00', '00:00'), { date: '2026-03-06', closed: true });
    expect(openAt(around, SEOUL, '2026-03-02T00:00:00.000Z').closesAt).toBe('2026-03-05T15:00:00.000Z');
    expect(openAt(hoursOf(everyDay('05:00', '05:00')), SEOUL, '2026-03-02T00:00:00.000Z')).toEqual({
      open: true,
      opensAt: null,
      closesAt: null,
    });
  });

  test('of an exception stand for what begins on its date, while the night before runs on', () => {
    const hours = hoursOf(
      everyDay('18:00', '02:00'),
      { date: '2026-03-03', closed: true },
      { date: '2026-03-04', open: '10:00', close: '11:00' },
      { date: '2026-03-04', open: '12:00', close: '13:00' },
    );
    const at = (time: string) => openAt(hours, 'UTC', `2026-03-${time}:00.000Z`);
    expect(at('03T01:59')).toMatchObject({ open: true, closesAt: '2026-03-03T02:00:00.000Z' });
    expect(at('03T02:00')).toMatchObject({ open: false, opensAt: '2026-03-04T10:00:00.000Z' });
    expect(at('04T01:00')).toMatchObject({ open: false, opensAt: '2026-03-04T10:00:00.000Z' });
    expect(at('04T11:30')).toMatchObject({ open: false, opensAt: '2026-03-04T12:00:00.000Z' });
    expect(at('04T19:00')).toMatchObject({ open: false, opensAt: '2026-03-05T18:00:00.000Z' });
  });

  test('a time that does not exist moves forward by the gap', () => {
    // 2026-03-29, Berlin: after 01:59 comes 03:00.
    const open = (from: string, to: string, at: string) =>
      openAt(hoursOf(everyDay(from, to)), BERLIN, `2026-03-29T${at}:00.000Z`);
    expect(open('02:30', '05:00', '00:00')).toMatchObject({ open: false, opensAt: '2026-03-29T01:30:00.000Z' });
    expect(open('22:00', '02:30', '00:00')).toMatchObject({ open: true, closesAt: '2026-03-29T01:30:00.000Z' });
  });

  test('what moves forward over midnight may begin behind what begins there', () => {
    // 2026-03-28, Scoresbysund: after 22:59 comes midnight.
    const hours = hoursOf(weekly([7, '00:00', '01:00']), { date: '2026-03-28', open: '23:59', close: '09:00' });
    expect(openAt(hours, 'America/Scoresbysund', '2026-03-26T00:00:00.000Z').opensAt).toBe('2026-03-29T01:00:00.000Z');
  });

  test('a time that exists twice counts first for open, second for close', () => {
    // 2026-10-25, Berlin: after the first 02:59 comes 02:00 again.
    const open = (from: string, to: string, at: string) =>
      openAt(hoursOf(everyDay(from, to)), BERLIN, `2026-10-25T${at}:00.000Z`);
    expect(open('02:30', '05:00', '00:00')).toMatchObject({ open: false, opensAt: '2026-10-25T00:30:00.000Z' });
    expect(open('22:00', '02:30', '00:00')).toMatchObject({ open: true, closesAt: '2026-10-25T01:30:00.000Z' });
  });
});

/** A zone, and the first of the five days that are walked through; the clocks change on the third. */
const changes: readonly [zone: string, from: string][] = [
  ['Asia/Seoul', '2026-03-02'],
  ['Europe/Berlin', '2026-03-27'],
  ['Europe/Berlin', '2026-10-23'],
  ['America/New_York', '2026-03-06'],
  ['America/New_York', '2026-10-30'],
  // Half an hour.
  ['Australia/Lord_Howe', '2026-04-03'],
  ['Australia/Lord_Howe', '2026-10-02'],
  // At midnight, so that there is none, or a day is shown again.
  ['America/Havana', '2026-03-06'],
  ['America/Havana', '2026-10-30'],
  ['America/Santiago', '2026-04-02'],
  ['America/Santiago', '2026-09-04'],
  ['America/Scoresbysund', '2026-03-26'],
  ['America/Scoresbysund', '2026-10-22'],
];

/** Never, or behind the end of the walk. */
const AFTERWARDS = 'afterwards';

describe('every minute around a change of the clocks', () => {
  const time = fc.constantFrom(
    ...['00:00', '00:20', '00:30', '01:00', '01:30', '01:45', '02:00', '02:15', '02:30', '02:45', '03:00'],
    ...['09:00', '14:00', '22:00', '23:00', '23:30', '23:45', '23:59'],
  );
  const period = { open: time, close: time };
  const anyHours = (dates: readonly string[]): fc.Arbitrary<OpeningHours> =>
    fc.record({
      weekly: fc.array(fc.record({ day: fc.integer({ min: 1, max: 7 }), ...period }), { maxLength: 8 }),
      exceptions: fc.array(
        fc.oneof(
          fc.record({ date: fc.constantFrom(...dates), closed: fc.constant(true as const) }),
          fc.record({ date: fc.constantFrom(...dates), ...period }),
        ),
        { maxLength: 3 },
      ),
    });

  /** What the walk says, as far as it gets. */
  const walked = (walk: Walk, open: readonly boolean[], from: number) => {
    const next = open.indexOf(!open[from], from);
    const changes = next < 0 ? AFTERWARDS : new Date(walk.instants[next] ?? 0).toISOString();
    return open[from]
      ? { open: true, closesAt: changes, opensAt: null }
      : { open: false, closesAt: null, opensAt: changes };
  };

  const judged = (walk: Walk, hours: OpeningHours, zone: string, minute: number) => {
    const { open, closesAt, opensAt } = openAt(hours, zone, new Date(walk.instants[minute] ?? 0).toISOString());
    const end = walk.instants.at(-1) ?? 0;
    const seen = (at: string | null) => (at !== null && Date.parse(at) < end ? at : AFTERWARDS);
    return open ? { open, closesAt: seen(closesAt), opensAt } : { open, closesAt, opensAt: seen(opensAt) };
  };

  test.each(changes)('%s, %s: as a walk through the minutes says', (zone, from) => {
    const walk = walkOf(zone, from);
    const within = fc.integer({ min: walk.begin, max: walk.end - 1 });
    fc.assert(
      fc.property(anyHours(walk.dates), fc.array(within, { minLength: 4, maxLength: 4 }), (hours, minutes) => {
        const open = openByWalk(walk, hours);
        expect(minutes.map((minute) => judged(walk, hours, zone, minute))).toEqual(
          minutes.map((minute) => walked(walk, open, minute)),
        );
      }),
      { numRuns: 150 },
    );
  });
});
