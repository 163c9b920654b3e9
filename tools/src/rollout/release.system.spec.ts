import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from '@jest/globals';
import { orderBoardModel } from '@doremi/domain';
import { nextRelease } from './release.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'doremi-release-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('the next release is whole, and has one projection a version further', () => {
  const release = nextRelease(root, folder, 'orderBoard');
  const script = `
    const { orderBoardModel } = await import('@doremi/domain');
    const { orderBoard } = await import('@doremi/projections');
    await import('@doremi/command-api');
    console.log(JSON.stringify([orderBoardModel.version, orderBoard.version]));`;
  const args = ['--input-type=module', '--eval', script];
  const versions: unknown = JSON.parse(execFileSync(process.execPath, args, { cwd: release, encoding: 'utf8' }));
  expect(versions).toEqual([orderBoardModel.version + 1, orderBoardModel.version + 1]);
});
