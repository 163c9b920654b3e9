import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { WorkingCopy } from '../tutorial/testing/working-copy.js';

const STAND_INS = ['eventstore', 'mongo', 'redis', 'payment-provider', 'identity'];
/** The one that keeps nothing takes no folder. */
const WITHOUT_DATA = ['redis'];
/** A whole build on a busy machine; milliseconds. */
const BUILT_WITHIN = 120_000;

const clone = new WorkingCopy();
for (const name of STAND_INS) rmSync(join(clone.folder, 'embedded', name, 'dist'), { recursive: true, force: true });
for (const name of STAND_INS)
  rmSync(join(clone.folder, 'embedded', name, 'tsconfig.build.tsbuildinfo'), { force: true });
afterAll(() => clone.remove());

test.each(STAND_INS)(
  '`npx doremi-%s` in a fresh clone, before anything is built',
  async (name) => {
    const kept = WITHOUT_DATA.includes(name) ? [] : ['--data', join('data', name)];
    // As npm links it, without a question to the registry where it does not.
    const child = spawn(process.execPath, [join('embedded', name, 'bin.js'), '--port', '0', ...kept], {
      cwd: clone.folder,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let errors = '';
    child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    const ended = once(child, 'exit');
    const [line] = (await Promise.race([
      once(child.stdout, 'data'),
      ended.then(([code]) => Promise.reject(new Error(`ended with ${String(code)}: ${errors}`))),
    ])) as [Buffer];
    expect(line.toString()).toMatch(/^listening 127\.0\.0\.1:\d+\n/);
    expect(existsSync(join(clone.folder, 'embedded', name, 'dist', 'main.js'))).toBe(true);
    child.kill('SIGTERM');
    expect((await ended)[0]).toBe(0);
  },
  BUILT_WITHIN,
);
