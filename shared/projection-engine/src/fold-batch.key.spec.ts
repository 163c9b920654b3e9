import { expect, test } from '@jest/globals';
import type { Recorded } from '@doremi/event-sourcing';
import { MemoryLog } from './testing/memory-log.js';
import { added, tallyProjection } from './testing/tally.js';
import { foldKey } from './fold-batch.js';

test('an event of a newer version than this release knows is not folded, nor what comes after it', () => {
  const log = new MemoryLog();
  log.append('s', added('a'), added('a'), added('a'));
  const events = log.events.map((event, index) => ({
    ...event,
    metadata: { ...event.metadata, schemaVersion: index === 1 ? 2 : 1 },
  }));
  const checkVersion = ({ metadata: { schemaVersion } }: Recorded): void => {
    if (schemaVersion > 1) throw new Error(`version ${schemaVersion} is not known`);
  };
  const { write, failed } = foldKey({ projection: tallyProjection(), checkVersion }, 'a', undefined, events);
  expect(write).toMatchObject({ document: { count: 1 }, position: events[0]?.position });
  expect(failed).toMatchObject({ event: events[1] });
  expect(failed?.error.message).toBe('version 2 is not known');
});
