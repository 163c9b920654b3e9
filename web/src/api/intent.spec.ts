import { describe, expect, test } from '@jest/globals';
import { Intent } from './intent.js';
import { ProblemError, UNREACHABLE } from './problem.js';

const lost = new ProblemError(UNREACHABLE);
const refused = new ProblemError({ code: 'CART_EMPTY', status: 409 });

/** A server that answers in this order, and the keys that it was sent. */
const answering = (...answers: readonly (ProblemError | string)[]) => {
  const keys: string[] = [];
  const waited: number[] = [];
  const told: number[] = [];
  const intent = new Intent({
    wait: (ms) => Promise.resolve(void waited.push(ms)),
    onUnknown: () => told.push(keys.length),
  });
  const send = (meant: string): Promise<string> =>
    intent.send(meant, (key) => {
      keys.push(key);
      const answer = answers[keys.length - 1] ?? 'done';
      return answer instanceof ProblemError ? Promise.reject(answer) : Promise.resolve(answer);
    });
  return { keys, waited, told, send };
};

describe('one intent is one key', () => {
  test('a lost answer is asked for again under the same key, by itself', async () => {
    const { keys, waited, told, send } = answering(lost, lost, 'done');
    expect(await send('order')).toBe('done');
    expect(new Set(keys).size).toBe(1);
    expect(waited).toEqual([700, 1_400]);
    expect(told).toEqual([1, 2]);
  });

  test('so it is after it was given up, and somebody tries again', async () => {
    const { keys, send } = answering(lost, lost, lost, 'done');
    await expect(send('order')).rejects.toBe(lost);
    expect(await send('order')).toBe('done');
    expect(new Set(keys).size).toBe(1);
    expect(keys).toHaveLength(4);
  });

  test.each([
    ['something else', 'order', 'cancel', []],
    ['the same once more, after it was done', 'order', 'order', ['done']],
    ['the same once more, after it was refused', 'order', 'order', [refused]],
  ])('%s is another', async (_, first, second, answers) => {
    const { keys, send } = answering(...answers);
    await send(first).catch(() => null);
    await send(second);
    expect(new Set(keys).size).toBe(2);
  });

  test('what is refused is not sent again; what is to be waited for is, when it was said', async () => {
    const busy = new ProblemError({ code: 'RATE_LIMITED', status: 429 }, 2);
    const { keys, waited, send } = answering(busy, refused);
    await expect(send('order')).rejects.toBe(refused);
    expect(keys).toHaveLength(2);
    expect(waited).toEqual([2_000]);
  });

  test('a provider that is away did nothing: whoever pays is told so at once', async () => {
    const away = new ProblemError({ code: 'PROVIDER_UNAVAILABLE', status: 503 }, 5);
    const { keys, send } = answering(away);
    await expect(send('order')).rejects.toBe(away);
    expect(keys).toHaveLength(1);
  });

  test('a key is good as a header', async () => {
    const { keys, send } = answering('done');
    await send('order');
    expect(keys[0]).toMatch(/^[\x21-\x7e]{8,128}$/);
  });
});
