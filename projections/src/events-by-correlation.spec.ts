import { expect, test } from '@jest/globals';
import { linksOf } from '@doremi/domain';
import { anyOrderEvent } from '@doremi/domain/testing';
import fc from 'fast-check';
import { eventsByCorrelation } from './events-by-correlation.js';
import { positionOf } from '@doremi/event-sourcing';
import { folded } from './testing/folded.js';
import { orderSteps as step } from './testing/order-steps.js';

test('has a document for a stretch of the log, which says where each event is found and what it belongs to', () => {
  const shown = folded(eventsByCorrelation, step.received, step.cooking);
  expect(shown).toEqual({
    0: {
      correlations: ['stream-0', 'stream-1'],
      ...{ first: expect.any(String), last: expect.any(String) },
      events: [
        { of: 0, link: '0@stream' },
        { of: 1, link: '1@stream' },
      ],
    },
  });
  const run = shown['0'];
  expect(run && run.first < run.last).toBe(true);
  expect(run && linksOf(run, 'stream-1')).toEqual(['1@stream']);
  expect(run && linksOf(run, 'nothing')).toEqual([]);
});

test('begins another document after 32 KiB of the log', () => {
  const at = (bytes: number) => ({ ...step.cooking, position: positionOf(BigInt(bytes), BigInt(bytes)) });
  const keys = [0, 32_767, 32_768, 65_536].map((bytes) => eventsByCorrelation.key(at(bytes)));
  expect(keys).toEqual(['0', '0', '1', '2']);
});

test('keeps none of the data of any event, and no name of whoever asked for it', () => {
  fc.assert(
    fc.property(anyOrderEvent, (event) => {
      const data = { ...event.data, customerId: 'nobody-may-see-this' };
      const named = { ...event, data } as typeof event;
      expect(JSON.stringify(folded(eventsByCorrelation, named))).not.toContain('nobody-may-see-this');
    }),
  );
});
