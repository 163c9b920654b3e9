import { expect, it } from '@jest/globals';
import { inTemporaryDirectory } from './testing/eventstore.js';
import { killUnderLoad } from './testing/killed-under-load.js';

const ROUNDS = 50;

it(`Streams.BatchAppend, ${ROUNDS} times killed under load: everything acknowledged is there, in order`, async () => {
  await inTemporaryDirectory(async (directory) => {
    expect(await killUnderLoad(ROUNDS, directory)).toBeGreaterThan(ROUNDS * 10);
  });
}, 600_000);
