import { setTimeout as pause } from 'node:timers/promises';
import { parsePlace } from '@doremi/event-sourcing';
import type { Acknowledged } from './acknowledged.js';

/** A definite answer. */
export interface Answer {
  readonly status: number;
  /** The problem's code, where it is one. */
  readonly code: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** How long one try may take, how long is tried, and the pause between two tries; milliseconds. */
const TRY_WITHIN = 12_000;
const INSIST_FOR = 120_000;
const PAUSE = [150, 600] as const;

/** "Surely nothing happened, order again": an answer, though it is a 503. */
const DEFINITE = ['PROVIDER_UNAVAILABLE'];

/** No definite answer came, however often it was asked. */
export class Unanswered extends Error {}

/** One person's client: it repeats a request with the same key until there is a definite answer, as real ones do. */
export class Client {
  constructor(
    private readonly url: string,
    /** `customer:ann`, `store:2002` or `admin`. */
    private readonly actor: string,
    private readonly acknowledged: Acknowledged,
  ) {}

  /** A command under an Idempotency-Key. Throws Unanswered. */
  async command(method: 'POST' | 'PUT' | 'DELETE', path: string, key: string, body?: object): Promise<Answer> {
    return this.insist(method, path, { 'Idempotency-Key': key }, body);
  }

  /** Throws Unanswered. */
  async read(path: string): Promise<Answer> {
    return this.insist('GET', path, {});
  }

  private async insist(method: string, path: string, headers: object, body?: object): Promise<Answer> {
    const giveUpAt = Date.now() + INSIST_FOR;
    while (Date.now() < giveUpAt) {
      const answer = await this.ask(method, path, headers, body).catch(() => null);
      if (answer) return answer;
      await pause(PAUSE[0] + Math.random() * (PAUSE[1] - PAUSE[0]));
    }
    this.acknowledged.unanswered.push(`${method} ${path}`);
    throw new Unanswered(`${method} ${path}`);
  }

  /** Null where the answer is none: a 5xx, or too many requests. Rejects when the connection is lost. */
  private async ask(method: string, path: string, headers: object, body?: object): Promise<Answer | null> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: { ...headers, 'X-Actor': this.actor, ...(body && { 'Content-Type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TRY_WITHIN),
    });
    const text = await response.text();
    const answered = (text === '' ? {} : JSON.parse(text)) as Answer['body'];
    const { status } = response;
    const code = typeof answered.code === 'string' ? answered.code : '';
    if ((status >= 500 && !DEFINITE.includes(code)) || status === 429) return null;
    if (status >= 400) this.acknowledged.refusals[code] = (this.acknowledged.refusals[code] ?? 0) + 1;
    const place = parsePlace(response.headers.get('X-Event-Position') ?? '');
    if (status < 300 && method !== 'GET' && place)
      this.acknowledged.commands.push({ command: `${method} ${path}`, position: place.position });
    return { status, code, body: answered };
  }
}
