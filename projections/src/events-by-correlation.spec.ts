import { expect, test } from '@jest/globals';
import { anyOrderEvent } from '@doremi/domain/testing';
import fc from 'fast-check';
import { eventsByCorrelation } from './events-by-correlation.js';
import { positionOf } from '@doremi/event-sourcing';
import { folded } from './testing/folded.js';
import { orderSteps as step } from './testing/order-steps.js';

test('has a document for a stretch of the log, in which each event says what it is and nothing of what is in it', () => {
  const shown = folded(eventsByCorrelation, step.received, step.cooking);
  expect(Object.keys(shown)).toEqual(['0']);
  const [first, last] = shown['0']?.events ?? [];
  expect(shown['0']).toMatchObject({
    correlations: ['stream-0', 'stream-1'],
    first: first?.position,
    last: last?.position,
    events: [{ type: 'OrderReceived' }, { type: 'CookingStarted' }],
  });
  expect(last).toEqual({
    ...{ eventId: 'stream-1', correlationId: 'stream-1', causationId: 'stream-1', commandId: 'stream-1' },
    ...{ type: 'CookingStarted', stream: 'stream', revision: 1, at: '2026-01-01T00:00:02.000Z', roles: ['system'] },
    position: expect.any(String),
  });
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
