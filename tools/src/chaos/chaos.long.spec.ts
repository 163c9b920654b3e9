import { expect, test } from '@jest/globals';
import { run } from '../whole-system.js';

test('three minutes of storms', async () => {
  const command = [
    process.execPath,
    '--enable-source-maps',
    'tools/dist/chaos/main.js',
    '--minutes',
    '3',
    '--seed',
    '1',
  ] as const;
  const { code, output } = await run(command, process.env);
  expect({ code, output }).toMatchObject({ code: 0 });
}, 1_200_000);
