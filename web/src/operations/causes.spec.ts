import { describe, expect, test } from '@jest/globals';
import { type Cause, type Caused, causesOf, graphOf } from './causes.js';

const event = (eventId: string, causationId: string, stream: string, position: string): Caused => ({
  ...{ eventId, causationId, stream, position },
});

// A request orders a cart; a policy refunds what was cancelled.
const EVENTS = [
  event('ordered', 'request', 'cart-1', '1'),
  event('approved', 'request', 'payment-1', '2'),
  event('cancelled', 'other', 'order-1', '3'),
  event('refunded', 'cancelled', 'payment-1', '4'),
];

type Told = string | [string, Told[]];
const told = ({ id, caused }: Cause<Caused>): Told => (caused.length === 0 ? id : [id, caused.map(told)]);

describe('what caused what', () => {
  test('is below its cause, and a request above what it caused', () => {
    expect(causesOf(EVENTS).map(told)).toEqual([
      ['request', ['ordered', 'approved']],
      ['other', [['cancelled', ['refunded']]]],
    ]);
  });

  test('ends where two say that each caused the other', () => {
    const ring = [event('a', 'request', 's-1', '1'), event('b', 'b', 's-1', '2')];
    expect(causesOf(ring).map(told)).toEqual([['request', ['a']]]);
  });
});

test('the graph has a lane for each stream, a row for each event and request, and a line to each from its cause', () => {
  const { streams, nodes, edges } = graphOf(EVENTS.toReversed());
  expect(streams).toEqual(['cart-1', 'payment-1', 'order-1']);
  expect(nodes.map(({ id, column, row }) => [id, column, row])).toEqual([
    ['request', 0, 0],
    ['ordered', 1, 1],
    ['approved', 2, 2],
    ['other', 0, 3],
    ['cancelled', 3, 4],
    ['refunded', 2, 5],
  ]);
  expect(edges.map(([from, to]) => `${from.id} → ${to.id}`)).toEqual([
    'request → ordered',
    'request → approved',
    'other → cancelled',
    'cancelled → refunded',
  ]);
});
