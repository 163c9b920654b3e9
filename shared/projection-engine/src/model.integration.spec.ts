import { test } from '@jest/globals';
import { runModel, seedOf } from './testing/model-run.js';

const seed = seedOf(process.env.ENGINE_SEED);

test(
  `whatever happens, every event counts once, in order (ENGINE_SEED=${seed})`,
  () => runModel({ seed, path: process.env.ENGINE_PATH, runs: 8, commands: 40 }),
  300_000,
);
