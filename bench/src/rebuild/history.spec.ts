import { expect, test } from '@jest/globals';
import { history } from './history.js';

test('the deciders take every command of a long history, and all that customers do is in it', () => {
  const types = new Set<string>();
  let events = 0;
  for (const append of history(10_000))
    for (const { event } of append.events) {
      types.add(event.type);
      events++;
    }
  expect(events).toBeGreaterThanOrEqual(10_000);
  for (const type of [
    'MenuAddedToCart',
    'MenuRemovedFromCart',
    'CartExpired',
    'PaymentDeclined',
    'PaymentOutcomeUnknown',
  ])
    expect(types).toContain(type);
  for (const type of ['OrderReceived', 'OrderCancelled', 'PaymentRefunded', 'DeliveryFailed', 'DeliveryCompleted'])
    expect(types).toContain(type);
});
