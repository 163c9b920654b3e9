import { afterEach, beforeEach, describe, test } from '@jest/globals';
import { until } from './testing/until.js';
import type { Call } from './testing/fault-injector.js';
import { Harness } from './testing/harness.js';

const MANY = 1_000;

/** Histories that a chance found, or might have: a worker that sleeps past its lease at the worst moment. */
describe('a worker that slept', () => {
  let harness: Harness;
  beforeEach(async () => {
    harness = await Harness.start();
  });
  afterEach(() => harness.stop());

  const fails = (call: Call): void => {
    for (let time = 0; time < MANY; time++) harness.faults.push({ call, when: 'before', then: 'fails' });
  };

  /** The first worker is paused at this call, and a successor takes over. */
  const isPausedAt = async (call: Call, when: 'before' | 'after') => {
    const [sleeper] = harness.running;
    harness.faults.push({ call, when, then: 'sleeps' });
    await until('it sleeps', () => sleeper?.faultInjector.isPaused === true);
    harness.passTime();
    harness.startWorker();
    return () => sleeper?.faultInjector.wake();
  };

  test('while it parked an event holds nothing back that its successor has folded', async () => {
    harness.startWorker();
    await harness.append([{ kind: 'Added', key: 'b' }]);
    await harness.caughtUp();
    const paused = isPausedAt('parkedEvents.park', 'before');
    await harness.append([{ kind: 'Poisoned', key: 'a' }]);
    const wake = await paused;
    harness.expectation.cure();
    await harness.caughtUp();
    wake();
    await harness.append([{ kind: 'Added', key: 'a' }]);
    await harness.caughtUp();
    await harness.nothingParked();
    await harness.check();
    await harness.recover();
  });

  test.each(['before', 'after'] as const)('%s it handed a key back loses none of its events', async (when) => {
    harness.startWorker();
    await harness.append([{ kind: 'Poisoned', key: 'a' }]);
    await harness.caughtUp();
    harness.expectation.cure();
    const paused = isPausedAt('partitions.handBack', when);
    await harness.retryParked();
    const wake = await paused;
    await harness.append([{ kind: 'Added', key: 'a' }]);
    await harness.caughtUp();
    wake();
    await harness.append([{ kind: 'Added', key: 'a' }]);
    await harness.recover();
  });

  test('before it handed a key back does not do so when its successor holds it', async () => {
    harness.startWorker();
    await harness.append([{ kind: 'Poisoned', key: 'a' }]);
    await harness.caughtUp();
    harness.expectation.cure();
    const paused = isPausedAt('partitions.handBack', 'before');
    await harness.retryParked();
    const wake = await paused;
    fails('documents.write'); // so the successor's own try gets nowhere
    await harness.append([{ kind: 'Added', key: 'a' }]);
    await harness.caughtUp(); // the successor has passed it, because the key is held back
    wake();
    await harness.sharedOut();
    await harness.breathe();
    await harness.recover();
  });

  test.each(['documents.write', 'partitions.checkpoint'] as const)('before %s changes nothing', async (call) => {
    harness.startWorker();
    const paused = isPausedAt(call, 'before');
    await harness.append([
      { kind: 'Added', key: 'a' },
      { kind: 'Added', key: 'b' },
    ]);
    const wake = await paused;
    await harness.append([{ kind: 'Added', key: 'a' }]);
    await harness.caughtUp();
    wake();
    await harness.recover();
  });

  test('or heard no answer when it handed a key back, and died then, loses none of its events', async () => {
    harness.startWorker();
    await harness.append([{ kind: 'Poisoned', key: 'a' }]);
    await harness.caughtUp();
    harness.expectation.cure();
    harness.faults.push({ call: 'partitions.handBack', when: 'after', then: 'fails' });
    fails('partitions.handBack');
    await harness.retryParked();
    await until('its answer is lost', () => harness.faults.length <= MANY);
    await harness.append([{ kind: 'Added', key: 'a' }]);
    await harness.caughtUp();
    harness.running[0]?.faultInjector.kill();
    await harness.recover();
  });
});
