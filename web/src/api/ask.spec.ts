import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals';
import { ANSWERED_WITHIN, ask } from './ask.js';
import { ProblemError, UNREACHABLE } from './problem.js';

const pass = (ms: number): Promise<void> => jest.advanceTimersByTimeAsync(ms);
const asking = new Request('http://door/orders', { method: 'POST' });

/** An answer that a test goes on with piece by piece, as long as nobody gives it up. */
class Answer {
  private controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | undefined;
  isGivenUp = false;
  readonly response: Response;

  constructor(type = 'application/json') {
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => void (this.controller = controller),
    });
    this.response = new Response(body, { status: 409, headers: { 'Content-Type': type, 'X-Event-Position': 'p' } });
  }

  say(text: string): void {
    for (const byte of new TextEncoder().encode(text)) this.tell(byte);
  }

  tell(byte: number): void {
    this.controller?.enqueue(Uint8Array.of(byte));
  }

  end(): void {
    this.controller?.close();
  }

  lose(error: Error = new TypeError('network error')): void {
    this.controller?.error(error);
  }
}

const fetching = jest.spyOn(globalThis, 'fetch');

/** Answered after so long, or never; whoever asks may give up at any time. */
const answersAfter = (ms: number, answer = new Answer()): Answer => {
  fetching.mockImplementation(
    (_, init) =>
      new Promise((resolve, reject) => {
        const timer = ms < Infinity ? setInterval(() => resolve(answer.response), ms) : undefined;
        init?.signal?.addEventListener('abort', () => {
          answer.isGivenUp = true;
          clearInterval(timer);
          reject(new DOMException('given up', 'AbortError'));
          answer.lose(new DOMException('given up', 'AbortError'));
        });
      }),
  );
  return answer;
};

/** What came of it so far. */
const outcomeOf = (answer: Promise<unknown>): { value?: unknown } => {
  const outcome: { value?: unknown } = {};
  answer.then(
    (value) => (outcome.value = value),
    (error: unknown) => (outcome.value = error instanceof ProblemError ? error.problem : error),
  );
  return outcome;
};

beforeEach(() => void jest.useFakeTimers());
afterEach(() => void jest.useRealTimers());

describe('an answer', () => {
  test('is given up after a while without a word, and nobody knows what was done', async () => {
    const answer = answersAfter(Infinity);
    const outcome = outcomeOf(ask(asking));
    await pass(ANSWERED_WITHIN - 1);
    expect(outcome).toEqual({});
    await pass(1);
    expect([outcome.value, answer.isGivenUp]).toEqual([UNREACHABLE, true]);
  });

  test('that the gateway gives when it gives up itself is heard', async () => {
    const answer = answersAfter(15_100);
    const outcome = outcomeOf(ask(asking).then((response) => response.status));
    answer.say('{}');
    answer.end();
    await pass(15_100);
    expect(outcome.value).toBe(409);
  });

  test('is whole, with its head, however its bytes come', async () => {
    const answer = answersAfter(10);
    const outcome = outcomeOf(
      ask(asking).then(async (response) => [
        response.headers.get('X-Event-Position'),
        (await response.json()) as unknown,
      ]),
    );
    const bytes = new TextEncoder().encode('{"menuName":"불고기"}');
    await pass(10);
    for (const byte of bytes) {
      await pass(ANSWERED_WITHIN - 1);
      answer.tell(byte);
    }
    answer.end();
    await pass(0);
    expect(outcome.value).toEqual(['p', { menuName: '불고기' }]);
  });

  test('that goes silent in the middle is given up, and one that breaks off is no better', async () => {
    for (const lose of [() => pass(ANSWERED_WITHIN), (answer: Answer) => Promise.resolve(answer.lose())]) {
      const answer = answersAfter(10);
      const outcome = outcomeOf(ask(asking));
      await pass(10);
      answer.say('{"menu');
      await pass(10);
      expect(outcome).toEqual({});
      await lose(answer);
      await pass(0);
      expect(outcome.value).toEqual(UNREACHABLE);
    }
  });

  test('that is told line by line is there at its head, and may take its time', async () => {
    const answer = answersAfter(10, new Answer('application/x-ndjson'));
    const outcome = outcomeOf(ask(asking).then((response) => response.status));
    await pass(10);
    expect(outcome.value).toBe(409);
    await pass(10 * ANSWERED_WITHIN);
    expect(answer.isGivenUp).toBe(false);
  });

  test('that nobody wants any more is given up at once', async () => {
    const leaving = new AbortController();
    const answer = answersAfter(Infinity);
    outcomeOf(ask(new Request(asking, { signal: leaving.signal })));
    leaving.abort();
    await pass(0);
    expect(answer.isGivenUp).toBe(true);
  });
});

test('an answer without a body is one, also where the browser has a stream there', async () => {
  const response = new Response(null, { status: 204, headers: { 'X-Event-Position': 'p' } });
  Object.defineProperty(response, 'body', { value: new Response('').body });
  fetching.mockResolvedValue(response);
  const answer = await ask(asking);
  expect([answer.status, answer.headers.get('X-Event-Position'), await answer.text()]).toEqual([204, 'p', '']);
});
