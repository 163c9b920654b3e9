import { describe, expect, test } from '@jest/globals';
import { eventually } from '@doremi/event-sourcing/testing';
import { withSlowServer } from '../testing/menu-service-probes.js';
import { probeMenuService } from './menu-service-probe.js';

const server = withSlowServer();
/** Patient enough for a crowded machine: here it is the answer that counts, not when it came. */
const patient = { timeoutMs: 10_000, halfOpenAfterMs: 60 };
/** For a server that never answers: time to connect, and no more. */
const impatient = { timeoutMs: 250 };

describe('the probe of the menu service', () => {
  test.each([200, 404])('an answer of %i is an answer', async (status) => {
    server.answer = status;
    expect(await probeMenuService(server.url, patient).ask(2002, 1)).toBeNull();
  });

  test('a service that is too slow is asked twice, and is busy', async () => {
    server.answer = null;
    const before = server.asked();
    expect(await probeMenuService(server.url, impatient).ask(2002, 1)).toBe('TOO_SLOW');
    expect(server.asked() - before).toBe(2);
  });

  test('one that is broken, or not there, is busy', async () => {
    server.answer = 500;
    expect(await probeMenuService(server.url, patient).ask(2002, 1)).toBe('UNREACHABLE');
    expect(await probeMenuService('http://127.0.0.1:1', patient).ask(2002, 1)).toBe('UNREACHABLE');
  });

  test('more than it takes at once are too many', async () => {
    server.answer = null;
    const service = probeMenuService(server.url, { ...impatient, atOnce: 2, waiting: 1 });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => service.ask(2002, 1)));
    expect(answers.filter((answer) => answer === 'TOO_MANY')).toHaveLength(2);
    expect(answers).not.toContain(null);
  });

  test('after repeated faults the breaker answers at once, and lets it be asked again a little later', async () => {
    server.answer = 500;
    const service = probeMenuService(server.url, patient);
    while (service.breaker() === 'closed') await service.ask(2002, 1);
    const before = server.asked();
    expect(await service.ask(2002, 1)).toBe('BREAKER_OPEN');
    expect(server.asked()).toBe(before);
    server.answer = 200;
    await eventually(async () => (await service.ask(2002, 1)) === null);
    expect(service.breaker()).toBe('closed');
  });
});
