import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { run, System } from '../whole-system.js';

const WITHIN = 120_000;

let system: System;
beforeAll(async () => void (system = await System.start()), WITHIN);
afterAll(() => system.remove(), WITHIN);

test(
  'npm run siege finds every add that was taken in its cart, also the ones that were held',
  async () => {
    const siege = [process.execPath, 'bench/dist/siege.js', '--users', '4', '--seconds', '4'] as const;
    const { code, output } = await run(siege, system.environment);
    expect(output).toMatch(/^ {2}held \(202\) +[1-9]/m);
    expect(output).toMatch(/^ {2}lost +0$/m);
    expect(code).toBe(0);
  },
  WITHIN,
);
