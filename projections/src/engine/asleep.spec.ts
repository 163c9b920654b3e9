import { afterEach, beforeEach, describe, test } from '@jest/globals';
import { until } from '../testing/until.js';
import type { Call } from './testing/reins.js';
import { Rig } from './testing/rig.js';

const MANY = 1_000;

/** Histories that a chance found, or might have: a worker that sleeps past its lease at the worst moment. */
describe('a worker that slept', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start();
  });
  afterEach(() => rig.stop());

  const fails = (call: Call): void => {
    for (let time = 0; time < MANY; time++) rig.faults.push({ call, when: 'before', then: 'fails' });
  };

  /** The first worker falls asleep at this call, and a successor takes over. */
  const fallsAsleep = async (call: Call, when: 'before' | 'after') => {
    const [sleeper] = rig.running;
    rig.faults.push({ call, when, then: 'sleeps' });
    await until('it sleeps', () => sleeper?.reins.isPaused === true);
    rig.passTime();
    rig.startWorker();
    return () => sleeper?.reins.wake();
  };

  test('while it parked an event holds nothing back that its successor has folded', async () => {
    rig.startWorker();
    await rig.append([{ kind: 'Added', key: 'b' }]);
    await rig.caughtUp();
    const asleep = fallsAsleep('parkedEvents.park', 'before');
    await rig.append([{ kind: 'Poisoned', key: 'a' }]);
    const wake = await asleep;
    rig.expectation.cure();
    await rig.caughtUp();
    wake();
    await rig.append([{ kind: 'Added', key: 'a' }]);
    await rig.caughtUp();
    await rig.nothingParked();
    await rig.check();
    await rig.settle();
  });

  test.each(['before', 'after'] as const)('%s it handed a key back loses none of its events', async (when) => {
    rig.startWorker();
    await rig.append([{ kind: 'Poisoned', key: 'a' }]);
    await rig.caughtUp();
    rig.expectation.cure();
    const asleep = fallsAsleep('lanes.handBack', when);
    await rig.retryParked();
    const wake = await asleep;
    await rig.append([{ kind: 'Added', key: 'a' }]);
    await rig.caughtUp();
    wake();
    await rig.append([{ kind: 'Added', key: 'a' }]);
    await rig.settle();
  });

  test('before it handed a key back does not do so when its successor holds it', async () => {
    rig.startWorker();
    await rig.append([{ kind: 'Poisoned', key: 'a' }]);
    await rig.caughtUp();
    rig.expectation.cure();
    const asleep = fallsAsleep('lanes.handBack', 'before');
    await rig.retryParked();
    const wake = await asleep;
    fails('documents.write'); // so the successor's own try gets nowhere
    await rig.append([{ kind: 'Added', key: 'a' }]);
    await rig.caughtUp(); // the successor has passed it, because the key is held back
    wake();
    await rig.sharedOut();
    await rig.breathe();
    await rig.settle();
  });

  test.each(['documents.write', 'lanes.checkpoint'] as const)('before %s changes nothing', async (call) => {
    rig.startWorker();
    const asleep = fallsAsleep(call, 'before');
    await rig.append([
      { kind: 'Added', key: 'a' },
      { kind: 'Added', key: 'b' },
    ]);
    const wake = await asleep;
    await rig.append([{ kind: 'Added', key: 'a' }]);
    await rig.caughtUp();
    wake();
    await rig.settle();
  });

  test('or heard no answer when it handed a key back, and died then, loses none of its events', async () => {
    rig.startWorker();
    await rig.append([{ kind: 'Poisoned', key: 'a' }]);
    await rig.caughtUp();
    rig.expectation.cure();
    rig.faults.push({ call: 'lanes.handBack', when: 'after', then: 'fails' });
    fails('lanes.handBack');
    await rig.retryParked();
    await until('its answer is lost', () => rig.faults.length <= MANY);
    await rig.append([{ kind: 'Added', key: 'a' }]);
    await rig.caughtUp();
    rig.running[0]?.reins.kill();
    await rig.settle();
  });
});
