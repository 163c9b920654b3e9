import { describe, expect, test } from '@jest/globals';
import { type Position, positionOf } from '@doremi/event-sourcing';
import type { DocumentWrite } from '@doremi/read-models';
import { DocumentBuffer, DocumentMemory } from './document-buffer.js';

const at = (place: number): Position => positionOf(BigInt(place), BigInt(place));

const write = (key: string, place: number, was: number | null = null): DocumentWrite => ({
  key,
  document: { place },
  position: at(place),
  was: was === null ? null : at(was),
});

const bufferOf = (bytes = 1e6) => {
  const memory = new DocumentMemory(bytes);
  return { memory, buffer: new DocumentBuffer(memory) };
};

describe('what is written', () => {
  test('is the last of a document, where it stood before the first of its changes', () => {
    const { buffer } = bufferOf();
    buffer.put(write('a', 2, 1));
    buffer.put(write('a', 3, 2));
    buffer.put(write('b', 4));
    expect(buffer.take()).toEqual([write('a', 3, 1), write('b', 4)]);
    expect(buffer.get('a')).toMatchObject({ document: { place: 3 }, position: at(3) });
  });

  test('that is changed again on its way is written again, where it stands by then', () => {
    const { buffer } = bufferOf();
    buffer.put(write('a', 2, 1));
    buffer.take();
    buffer.put(write('a', 3, 2));
    expect(buffer.get('a')).toMatchObject({ position: at(3) });
    buffer.written();
    expect(buffer.get('a')).toMatchObject({ position: at(3) });
    expect(buffer.take()).toEqual([write('a', 3, 2)]);
  });

  test('is under way once at a time', () => {
    const { buffer } = bufferOf();
    buffer.put(write('a', 1));
    buffer.take();
    expect(() => buffer.take()).toThrow('not written yet');
  });
});

describe('what is known', () => {
  test('is known after it was written, and until it is forgotten', () => {
    const { buffer } = bufferOf();
    buffer.put(write('a', 1));
    buffer.take();
    buffer.written();
    expect(buffer.take()).toEqual([]);
    buffer.written();
    expect(buffer.get('a')).toEqual({ document: { place: 1 }, position: at(1) });
    buffer.forget('a');
    expect(buffer.get('a')).toBeUndefined();
  });

  test('is forgotten beyond half of the memory, the one written longest ago first, and never before it is written', () => {
    const { buffer, memory } = bufferOf(20_000);
    const keys = Array.from({ length: 600 }, (_, number) => `${number}`);
    for (const [place, key] of keys.entries()) buffer.put(write(key, place + 1));
    expect(memory.isFull).toBe(true);
    expect(keys.every((key) => buffer.get(key))).toBe(true);
    buffer.take();
    buffer.written();
    expect(memory.isHalfFull).toBe(false);
    const known = keys.filter((key) => buffer.get(key));
    expect(known.length).toBeGreaterThan(10);
    expect(known).toEqual(keys.slice(-known.length));
  });

  test('may be stored, once it is forgotten; before, only where something was stored already', () => {
    const { memory } = bufferOf();
    expect(new DocumentBuffer(memory).mayBeStored('a')).toBe(true);
    const first = new DocumentBuffer(memory, true);
    for (const key of ['a', 'b', 'c']) expect(first.mayBeStored(key)).toBe(false);
    first.put(write('a', 1));
    first.take();
    first.written();
    // It was not changed before its fold threw, so it was never known; whoever retries it writes it.
    for (const key of ['a', 'b']) first.forget(key);
    expect(['a', 'b', 'c'].map((key) => first.mayBeStored(key))).toEqual([true, true, false]);
  });

  test('is no reason to write what is not worth it', () => {
    const { buffer, memory } = bufferOf(20_000);
    for (let place = 1; place <= 600; place++) buffer.put(write(`${place}`, place));
    expect([memory.isWorthWriting, memory.isFull]).toEqual([true, true]);
    buffer.take();
    buffer.written();
    for (let place = 601; place <= 605; place++) buffer.put(write(`${place}`, place));
    expect([memory.isHalfFull, memory.isWorthWriting, memory.isFull]).toEqual([true, false, false]);
  });

  test('takes memory for as long as it is known, whatever becomes of it', () => {
    const { buffer, memory } = bufferOf();
    for (let place = 1; place <= 100; place++) buffer.put(write(`${place % 10}`, place));
    buffer.take();
    buffer.put(write('1', 101, 91));
    buffer.written();
    buffer.put(write('2', 102, 92));
    expect(memory.used).toBeGreaterThan(2_500);
    expect(memory.used).toBeLessThan(10_000);
    buffer.clear();
    expect([memory.used, memory.unwritten].map(Math.round)).toEqual([0, 0]);
    expect(buffer.get('1')).toBeUndefined();
  });
});
