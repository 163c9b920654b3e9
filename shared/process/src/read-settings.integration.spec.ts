import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { SettingError, numberSetting, portSetting, readSettings } from './read-settings.js';

describe('settings', () => {
  test('an empty environment is a system on loopback', () => {
    expect(readSettings({})).toMatchObject({
      host: '127.0.0.1',
      auth: 'off',
      mongodbAdminUrl: 'mongodb://127.0.0.1:27017/doremi_admin',
      afterRestore: 'refuse',
    });
  });

  test('to serve on whatever log there is has to be asked for', () => {
    expect(readSettings({ AFTER_RESTORE: 'serve' }).afterRestore).toBe('serve');
  });

  test("head office's database is on the same server unless it is told", () => {
    const { mongodbAdminUrl } = readSettings({ MONGODB_URL: 'mongodb://a,b/doremi?replicaSet=rs0' });
    expect(mongodbAdminUrl).toBe('mongodb://a,b/doremi_admin?replicaSet=rs0');
    expect(readSettings({ MONGODB_ADMIN_URL: 'mongodb://c/x' }).mongodbAdminUrl).toBe('mongodb://c/x');
  });

  test('keys of personal data are in a database of their own, unless it is told', () => {
    const { mongodbKeysUrl } = readSettings({ MONGODB_URL: 'mongodb://a,b/doremi?replicaSet=rs0' });
    expect(mongodbKeysUrl).toBe('mongodb://a,b/doremi_keys?replicaSet=rs0');
    expect(readSettings({ MONGODB_KEYS_URL: 'mongodb://c/x' }).mongodbKeysUrl).toBe('mongodb://c/x');
  });

  test('of what wraps them there may be none, one, or several', () => {
    const [one, other] = ['a', 'b'].map((letter) => Buffer.alloc(32, letter));
    const text = (key = Buffer.alloc(0)): string => key.toString('base64');
    expect(readSettings({}).personalDataKeys).toBeNull();
    expect(readSettings({ PERSONAL_DATA_KEY: '' }).personalDataKeys).toBeNull();
    expect(readSettings({ PERSONAL_DATA_KEY: text(one) }).personalDataKeys).toEqual([one]);
    const both = readSettings({ PERSONAL_DATA_KEY: `${text(one)}, ${text(other)}` });
    expect(both.personalDataKeys).toEqual([one, other]);
  });

  test.each(['secret', `${'A'.repeat(43)}=,secret`, 'A'.repeat(44), 'A'.repeat(64)])(
    'PERSONAL_DATA_KEY=%s is refused, and not repeated',
    (PERSONAL_DATA_KEY) => {
      expect(() => readSettings({ PERSONAL_DATA_KEY })).toThrow('PERSONAL_DATA_KEY must be 32 bytes as base64');
      expect(() => readSettings({ PERSONAL_DATA_KEY })).not.toThrow(PERSONAL_DATA_KEY);
    },
  );

  test.each([
    [{ AUTH: 'off', HOST: '0.0.0.0' }, /AUTH=off listens on loopback only/],
    [{ AUTH: 'oidc' }, /AUTH=oidc needs OIDC_ISSUER/],
    [{ HOST: '0.0.0.0' }, /OIDC_ISSUER must say whose tokens/],
    [{ HOST: '::' }, /OIDC_ISSUER must say whose tokens/],
    [{ HOST: '192.168.1.5', AUTH: 'off' }, /AUTH=off listens on loopback only/],
    [{ AUTH: 'oidc', OIDC_ISSUER: 'id.example' }, /OIDC_ISSUER/],
    [{ AUTH: 'oidc', OIDC_ISSUER: 'https://id.example', OIDC_ALGORITHMS: 'RS256,HS256' }, /OIDC_ALGORITHMS/],
    [{ AUTH: 'oidc', OIDC_ISSUER: 'https://id.example', OIDC_ALGORITHMS: 'none' }, /OIDC_ALGORITHMS/],
    [{ REDIS_URL_FILE: '/nowhere' }, /REDIS_URL_FILE/],
    [{ REDIS_URL_FILE: '/nowhere', REDIS_URL: 'redis://x' }, /both set/],
    [{ AUTH: 'yes' }, /AUTH must be/],
    [{ HOST: 'example' }, /HOST/],
    [{ EVENTSTORE_URL: 'http://x' }, /EVENTSTORE_URL/],
    [{ REDIS_URL: 'x' }, /REDIS_URL/],
    [{ QUERY_API_URL: 'ftp://x' }, /QUERY_API_URL/],
    [{ AFTER_RESTORE: 'ignore' }, /AFTER_RESTORE must be refuse or serve, not "ignore"/],
    [{ AFTER_RESTORE: '' }, /AFTER_RESTORE/],
  ])('%j refuses to start', (env, message) => {
    expect(() => readSettings(env)).toThrow(SettingError);
    expect(() => readSettings(env)).toThrow(message);
  });

  test('a private network is asked for by name', () => {
    expect(readSettings({ AUTH: 'demo', HOST: '0.0.0.0' })).toMatchObject({ host: '0.0.0.0', auth: 'demo' });
  });

  test('whatever listens beyond loopback asks who people are, unless it is told otherwise', () => {
    expect(readSettings({ HOST: '0.0.0.0', OIDC_ISSUER: 'https://id.example' })).toMatchObject({
      auth: 'oidc',
      oidc: { issuer: 'https://id.example', audience: 'doremi', algorithms: ['RS256'], tokenType: 'at+jwt' },
    });
    expect(readSettings({ OIDC_ISSUER: 'https://id.example' })).toMatchObject({ auth: 'off', oidc: null });
  });

  test('what may hold a password may come from a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'doremi-secrets-'));
    writeFileSync(join(folder, 'mongo'), 'mongodb://user:secret@db/doremi\n');
    expect(readSettings({ MONGODB_URL_FILE: join(folder, 'mongo') }).mongodbUrl).toBe(
      'mongodb://user:secret@db/doremi',
    );
    rmSync(folder, { recursive: true });
  });

  test('numbers are numbers', () => {
    expect(portSetting({ P: '0' }, 'P', 1)).toBe(0);
    expect(portSetting({}, 'P', 8088)).toBe(8088);
    expect(() => portSetting({ P: '70000' }, 'P', 1)).toThrow(/P must be a port/);
    expect(() => numberSetting({ N: '1e3' }, 'N', 1)).toThrow(/N must be a whole number/);
  });
});
