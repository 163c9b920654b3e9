import { expect, test } from '@jest/globals';
import { MemoryLog } from '../testing/memory-log.js';
import { added, tallyProjection } from '../testing/tally.js';
import { foldKey } from './fold-key.js';

test('an event of a newer version than this release knows is not folded, nor what comes after it', () => {
  const log = new MemoryLog();
  log.append('s', added('a'), added('a'), added('a'));
  const events = log.events.map((event, index) => ({
    ...event,
    metadata: { ...event.metadata, schemaVersion: index === 1 ? 2 : 1 },
  }));
  const { write, failed } = foldKey(tallyProjection(), 'a', undefined, events);
  expect(write).toMatchObject({ document: { count: 1 }, position: events[0]?.position });
  expect(failed).toMatchObject({ event: events[1] });
  expect(failed?.error.message).toMatch(/has version 2, and this release knows version 1$/);
});
