import { spawnSync } from 'node:child_process';
import { describe } from '@jest/globals';

/** `describe` where the machine has the tool, asked as given; else the tests are skipped, and `.ci/run` says so or fails. */
const where = (tool: string, ...asked: string[]): typeof describe.skip =>
  spawnSync(tool, asked).status === 0 ? describe : describe.skip;

export const whereKubectlIs = where('kubectl', 'version', '--client');
export const wherePromtoolIs = where('promtool', '--version');
