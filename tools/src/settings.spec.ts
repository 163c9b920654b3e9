import { DECLARED_SETTINGS, type ReadBy } from '@doremi/process/testing';
import { readSettings } from '@doremi/process';
import { describe, expect, test } from '@jest/globals';
import { limitsReadByTheGateway, settingsReadIn, settingsTakenIn } from './testing/settings-read.js';

const SERVICES = ['gateway', 'command-api', 'policies', 'projections', 'query-api'] as const;
const SHARED = settingsReadIn('shared');
const BY: Readonly<Record<ReadBy, ReadonlySet<string>>> = {
  gateway: settingsReadIn('gateway'),
  'command-api': settingsReadIn('command-api'),
  policies: settingsReadIn('policies'),
  projections: settingsReadIn('projections'),
  'query-api': settingsReadIn('query-api'),
  'payment-provider': settingsReadIn('embedded/payment-provider'),
  identity: settingsReadIn('embedded/identity'),
  start: settingsReadIn('start'),
  commands: new Set([
    ...settingsReadIn('tools'),
    ...settingsReadIn('projections', 'commands'),
    ...settingsReadIn('policies', 'commands'),
  ]),
};
/** Of npm, or of tests that start processes. */
const OTHERS = /^(KILL_AT|ENGINES_RUN|SPECS)$|_IN_TESTS$/;

/** Where nobody sets them they are on the server of MONGODB_URL. */
const ON_ANOTHER_DATABASE = ['MONGODB_ADMIN_URL', 'MONGODB_KEYS_URL'];

const isDeclared = (name: string): boolean => name in DECLARED_SETTINGS || OTHERS.test(name);
const isOfFile = (name: string): boolean => name.endsWith('_FILE');

describe('a setting', () => {
  test('that some process reads is declared', () => {
    const read = [SHARED, ...Object.values(BY)].flatMap((names) => [...names]);
    expect(read.length).toBeGreaterThan(60);
    expect([...new Set(read)].filter((name) => !isDeclared(name))).toEqual([]);
  });

  test('that is declared is read by somebody', () => {
    const read = new Set([SHARED, ...Object.values(BY)].flatMap((names) => [...names]));
    for (const name of limitsReadByTheGateway()) read.add(name);
    expect(Object.keys(DECLARED_SETTINGS).filter((name) => !read.has(name) && !isOfFile(name))).toEqual([]);
  });

  test.each(SERVICES)('that %s reads by itself, or takes for itself, says so', (service) => {
    const own = [...BY[service], ...[...settingsTakenIn(service)].filter((name) => name in DECLARED_SETTINGS)];
    expect(own.filter((name) => isDeclared(name) && !DECLARED_SETTINGS[name]?.readBy.includes(service))).toEqual([]);
    const said = Object.entries(DECLARED_SETTINGS).filter(([, { readBy }]) => readBy.includes(service));
    const unread = said.map(([name]) => name).filter((name) => !SHARED.has(name) && !BY[service].has(name));
    expect(unread.filter((name) => !isOfFile(name) && !limitsReadByTheGateway().includes(name))).toEqual([]);
  });

  test('is as its declaration says where nobody sets it', () => {
    const read = Object.entries(readSettings({})).map(([key, value]) => [
      key.replaceAll(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase(),
      value as unknown,
    ]);
    const urls = read.filter(
      ([name, value]) => typeof value === 'string' && !ON_ANOTHER_DATABASE.includes(String(name)),
    );
    expect(urls.length).toBeGreaterThan(9);
    for (const [name, value] of urls)
      if (name !== 'AUTH') expect([name, DECLARED_SETTINGS[String(name)]?.fallback]).toEqual([name, value]);
  });

  test('has a meaning and somebody who reads it', () => {
    for (const { meaning, readBy } of Object.values(DECLARED_SETTINGS))
      expect([meaning.length > 8, readBy.length > 0]).toEqual([true, true]);
  });
});
