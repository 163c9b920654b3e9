import { beforeEach, describe, expect, test } from '@jest/globals';
import { BEGINNING, EVENT_LOG, type Mismatch, MISMATCH_KEY, readEventLog, readMismatch } from '@doremi/event-sourcing';
import { FLOORS } from '@doremi/domain';
import { EventLogAnnouncer } from './announce-event-log.js';

const mismatch: Mismatch = {
  position: BEGINNING,
  expectedEventId: 'e',
  found: null,
  build: 'carts_v1_b1',
  provenAt: '2026-01-01T00:00:00.000Z',
  floors: { menu: 3, cart: 17 },
};

describe('what was found out about the log', () => {
  const kept = new Map<string, string>();
  let told: unknown[];
  let isHeard: boolean;
  let announcer: EventLogAnnouncer;

  beforeEach(() => {
    kept.clear();
    told = [];
    isHeard = true;
    announcer = new EventLogAnnouncer({
      keep: (key, text) => Promise.resolve(void kept.set(key, text)),
      forget: (key) => Promise.resolve(void kept.delete(key)),
      publish: (channel, message) => {
        if (channel === EVENT_LOG && isHeard) told.push(readEventLog(message, FLOORS));
        return Promise.resolve(isHeard);
      },
    });
  });

  test('a mismatch stands in Redis while it lasts, and is announced once', async () => {
    await announcer.announce({ generation: 0, mismatch });
    await announcer.announce({ generation: 0, mismatch });
    expect(readMismatch(kept.get(MISMATCH_KEY) ?? null, FLOORS)).toEqual(mismatch);
    expect(told).toEqual([{ generation: 0, mismatch }]);
    await announcer.announce({ generation: 1, mismatch: null });
    expect(kept.size).toBe(0);
    expect(told).toHaveLength(2);
  });

  test('what nobody heard is announced again', async () => {
    isHeard = false;
    await announcer.announce({ generation: 0, mismatch });
    isHeard = true;
    await announcer.announce({ generation: 0, mismatch });
    expect(told).toEqual([{ generation: 0, mismatch }]);
  });
});
