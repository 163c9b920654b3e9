import { expect, it } from '@jest/globals';
import { temporaryFolders } from './testing/folder.js';
import { killUnderLoadRepeatedly } from './testing/killed-under-load.js';

const ROUNDS = 50;
const folder = temporaryFolders();
const seed = Date.now() % 1_000_000;

it(`kill -9 under load, ${ROUNDS} times, loses nothing that was acknowledged (seed ${seed})`, async () => {
  expect(await killUnderLoadRepeatedly(ROUNDS, await folder(), seed)).toBeGreaterThan(ROUNDS * 10);
}, 600_000);
