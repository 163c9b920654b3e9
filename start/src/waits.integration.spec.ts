import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from '@jest/globals';
import { Waits } from './waits.js';

const EVENT_STORE = 'esdb://admin:changeit@events.example:2113,other.example?tls=true';
const MONGODB = 'mongodb://doremi:secret@127.0.0.1:27017/doremi?authSource=admin';
let said: string[];
let now: number;
beforeEach(() => {
  said = [];
  now = 1_000_000;
});
const waitsFor = (env: Record<string, string>) =>
  new Waits(
    env,
    (line) => said.push(line),
    () => now,
  );

/** Says every second of so many that these parts are away. */
const away = (waits: Waits, seconds: number, parts: Record<string, string>, ...processes: string[]): void => {
  for (let second = 0; second < seconds; second++) {
    for (const process of processes) waits.note(process, parts);
    now += 1_000;
  }
};

describe('a start that waits', () => {
  test('says for which engine, where it should be and nobody’s password, once and then every ten seconds', () => {
    const waits = waitsFor({ EVENTSTORE_URL: EVENT_STORE, MONGODB_URL: MONGODB });
    away(waits, 25, { eventstore: 'ECONNREFUSED', mongodb: 'up' }, 'command-api', 'policies', 'projections');
    const line = '  waiting for EventStoreDB (EVENTSTORE_URL, events.example:2113,other.example)';
    expect(said).toEqual([line, line, line]);
    away(waits, 3, { mongodb: 'no answer' }, 'query-api');
    expect(said.slice(3)).toEqual(['  waiting for MongoDB (MONGODB_URL, 127.0.0.1:27017)']);
  });

  test('names both addresses where head office has a MongoDB of its own', () => {
    const waits = waitsFor({ MONGODB_URL: MONGODB, MONGODB_ADMIN_URL: 'mongodb+srv://a:b@office.example/x' });
    away(waits, 3, { mongodb: 'no answer' }, 'query-api');
    expect(said).toEqual(['  waiting for MongoDB (MONGODB_URL, 127.0.0.1:27017; MONGODB_ADMIN_URL, office.example)']);
  });

  test('says nothing of an engine that is there within two seconds, in one process or the other', () => {
    const waits = waitsFor({ EVENTSTORE_URL: EVENT_STORE });
    for (let round = 0; round < 10; round++) {
      away(waits, 2, { eventstore: 'no answer' }, 'command-api');
      waits.note('command-api', { eventstore: 'up' });
    }
    expect(said).toEqual([]);
  });

  test('waits for what others run, not for a stand-in of its own', () => {
    const waits = waitsFor({ MONGODB_ADMIN_URL: MONGODB });
    away(waits, 30, { eventstore: 'no answer', mongodb: 'no answer', seeding: 'no store yet' }, 'command-api');
    expect(said).toEqual([]);
    expect(waits.lastWaited).toBe(0);
  });

  test('knows when it last had to', () => {
    const waits = waitsFor({ EVENTSTORE_URL: EVENT_STORE });
    away(waits, 40, { eventstore: 'no answer' }, 'command-api');
    expect(waits.lastWaited).toBe(now - 1_000);
    away(waits, 5, { eventstore: 'up' }, 'command-api');
    expect(waits.lastWaited).toBe(now - 6_000);
  });

  test('waits for an operator where the log is another one', () => {
    away(waitsFor({}), 3, { log: 'the event store is not the one that was read' }, 'command-api');
    expect(said).toEqual([
      '  the event store is not the one that was read; docs/runbooks/restore-from-backup.md says what to do',
    ]);
  });

  test('reads an address from the file that holds it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'doremi-waits-'));
    writeFileSync(join(folder, 'url'), `${EVENT_STORE}\n`);
    away(waitsFor({ EVENTSTORE_URL_FILE: join(folder, 'url') }), 3, { eventstore: 'no answer' }, 'command-api');
    expect(said).toHaveLength(1);
    rmSync(folder, { recursive: true });
  });
});
