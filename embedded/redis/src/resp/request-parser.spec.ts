import { expect, it } from '@jest/globals';
import fc from 'fast-check';
import { RequestParser } from './request-parser.js';

const frame = (words: string[]) =>
  Buffer.from(`*${words.length}\r\n${words.map((word) => `$${word.length}\r\n${word}\r\n`).join('')}`, 'latin1');

const latin1 = fc.array(fc.integer({ min: 0, max: 255 })).map((codes) => String.fromCharCode(...codes));

it('finds the same requests wherever the stream is cut', () => {
  const requests = fc.array(fc.array(latin1, { minLength: 1 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(requests, fc.integer({ min: 1, max: 20 }), (sent, size) => {
      const bytes = Buffer.concat(sent.map(frame));
      const parser = new RequestParser();
      const found: string[][] = [];
      for (let at = 0; at < bytes.length; at += size) found.push(...parser.feed(bytes.subarray(at, at + size)));
      expect(found).toEqual(sent);
    }),
  );
});
