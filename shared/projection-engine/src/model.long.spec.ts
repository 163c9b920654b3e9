import { test } from '@jest/globals';
import { runModel, seedOf } from './testing/model-run.js';

const seed = seedOf(process.env.ENGINE_SEED);
const runs = Number(process.env.ENGINE_RUNS ?? 150);

test(
  `whatever happens, ${runs} times over, every event counts once, in order (ENGINE_SEED=${seed})`,
  () => runModel({ seed, path: process.env.ENGINE_PATH, runs, commands: 80 }),
  3_600_000,
);
