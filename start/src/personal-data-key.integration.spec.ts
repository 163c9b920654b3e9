import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkSettings } from '@doremi/process/settings';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { personalDataKey } from './personal-data-key.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'doremi-key-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('npm start', () => {
  test('makes a key once, for its owner alone', () => {
    const dataDir = join(folder, 'data');
    const made = personalDataKey({}, dataDir);
    expect(checkSettings(made).errors).toEqual([]);
    expect(statSync(join(dataDir, 'personal-data.key')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(dataDir, 'personal-data.key'), 'utf8').trim()).toBe(made.PERSONAL_DATA_KEY);
    expect(personalDataKey({}, dataDir)).toEqual(made);
  });

  test.each([{ PERSONAL_DATA_KEY: 'a' }, { PERSONAL_DATA_KEY_FILE: '/secrets/key' }])('leaves %j alone', (env) => {
    expect(personalDataKey(env, folder)).toEqual({});
  });
});
