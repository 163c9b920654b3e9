import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readEvents, type ServerSentEvent } from './server-sent-events.js';

/** A stream that comes in these pieces. */
const inPieces = (pieces: readonly Uint8Array<ArrayBuffer>[]): ReadableStream<Uint8Array<ArrayBuffer>> =>
  new ReadableStream({
    start: (controller) => {
      for (const piece of pieces) controller.enqueue(piece);
      controller.close();
    },
  });

const read = async (pieces: readonly Uint8Array<ArrayBuffer>[]): Promise<ServerSentEvent[]> => {
  const events: ServerSentEvent[] = [];
  for await (const event of readEvents(inPieces(pieces), () => undefined)) events.push(event);
  return events;
};

const TEXT =
  'retry: 700\n\n: still here\n\nevent: board:2002\nid: a=1;b=2\ndata: {"menuName":"불고기"}\n\ndata: one\ndata: two\n\nid: alone\n\n';
const EVENTS = [
  { event: 'message', retry: 700 },
  { event: 'message' },
  { event: 'board:2002', id: 'a=1;b=2', data: '{"menuName":"불고기"}' },
  { event: 'message', data: 'one\ntwo' },
  { event: 'message', id: 'alone' },
];

test('events are the same, wherever the network cuts them', async () => {
  const bytes = new TextEncoder().encode(TEXT);
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(fc.nat(bytes.length), { maxLength: 8 }), async (cuts) => {
      const places = [0, ...cuts.sort((a, b) => a - b), bytes.length];
      const pieces = places.slice(1).map((to, index) => bytes.slice(places[index], to));
      expect(await read(pieces)).toEqual(EVENTS);
    }),
  );
});
