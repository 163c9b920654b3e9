import { expect, test } from '@jest/globals';
import { Liveness } from './liveness.js';

test('a loop is stuck when it did not come round in its time, and only then', () => {
  let now = 0;
  const liveness = new Liveness(() => now);
  const sweep = liveness.watch('sweep', 100);
  const heartbeat = liveness.watch('heartbeat', 1_000);
  expect(liveness.stuck()).toEqual([]);
  now = 100;
  expect(liveness.stuck()).toEqual([]);
  now = 101;
  expect(liveness.stuck()).toEqual(['sweep']);
  sweep.cameRound();
  expect(liveness.stuck()).toEqual([]);
  now = 5_000;
  sweep.ended();
  expect(liveness.stuck()).toEqual(['heartbeat']);
  heartbeat.ended();
  expect(liveness.stuck()).toEqual([]);
});
