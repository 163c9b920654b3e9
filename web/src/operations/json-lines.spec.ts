import { expect, test } from '@jest/globals';
import { jsonLines } from './json-lines.js';

const bytesOf = (...texts: string[]): ReadableStream<Uint8Array> => {
  const encoder = new TextEncoder();
  return new ReadableStream({
    start: (controller) => {
      for (const text of texts) controller.enqueue(encoder.encode(text));
      controller.close();
    },
  });
};

const told = async (...texts: string[]): Promise<unknown[]> => {
  const lines: unknown[] = [];
  for await (const line of jsonLines(bytesOf(...texts))) lines.push(line);
  return lines;
};

test('each line is told once it is whole, wherever the bytes were cut', async () => {
  expect(await told('{"a":1}\n{"b"', ':"도', '레미"}\n')).toEqual([{ a: 1 }, { b: '도레미' }]);
});

test('what was broken off in a line is none', async () => {
  expect(await told('{"a":1}\n{"b":')).toEqual([{ a: 1 }]);
});
