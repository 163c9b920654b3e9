import { spawnSync } from 'node:child_process';
import { expect, test } from '@jest/globals';
import { run } from '../whole-system.js';

/** The last build before menus had options: it reads no event in a version that was raised since. */
const BEFORE = '97932fb^';
const isKnown = spawnSync('git', ['rev-parse', '--verify', '--quiet', `${BEFORE}^{commit}`]).status === 0;

/** Where the history was not fetched, there is nothing to roll out from. */
(isKnown ? test : test.skip)(
  'an older build is replaced by this one under orders: none is refused, and nothing is parked',
  async () => {
    const rollout = [process.execPath, '--enable-source-maps', 'tools/dist/rollout/main.js'] as const;
    const { output } = await run([...rollout, '--users', '10', '--seconds', '40', '--from', BEFORE], process.env);
    // How slow it is depends on the machine; `npm run rollout` judges that too.
    expect(output).toContain('parked: 0');
    expect(output).not.toContain(' × ');
  },
  600_000,
);
