import { once } from 'node:events';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { requestAlone } from './in-process.js';

/** What one event said. */
export interface Told {
  readonly id: string | null;
  /** Its name; null where it has none. */
  readonly event: string | null;
  readonly data: Record<string, unknown>;
}

/** A client of a live stream, as EventSource is one, except that it comes back only when it is told to. */
export class EventSource {
  /** The last id that it got: where it left off. */
  lastId: string | null = null;
  readonly told: Told[] = [];
  /** Whether the last stream was ended in order. */
  hasEnded = false;
  /** Whether there is a stream: it was neither ended nor lost. */
  isOpen = false;
  private asking: ClientRequest | null = null;
  private unread = '';

  constructor(
    private readonly url: string,
    private readonly headers: Readonly<Record<string, string>> = {},
    private readonly onTold: (data: Record<string, unknown>, event: string | null) => void = () => undefined,
  ) {}

  /** Comes, or comes back; resolves to the status of the answer. */
  async open(): Promise<number> {
    this.unread = '';
    this.hasEnded = false;
    const since: Record<string, string> = this.lastId === null ? {} : { 'Last-Event-ID': this.lastId };
    this.asking = requestAlone(this.url, { headers: { ...this.headers, ...since } }).end();
    const [answer] = (await once(this.asking, 'response')) as [IncomingMessage];
    answer.setEncoding('utf8').on('error', () => undefined);
    answer.on('end', () => (this.hasEnded = true)).on('close', () => (this.isOpen = false));
    this.isOpen = answer.statusCode === 200;
    if (answer.statusCode === 200) answer.on('data', (text: string) => this.read(text));
    else answer.resume();
    return answer.statusCode ?? 0;
  }

  /** Loses the connection. */
  lose(): void {
    this.asking?.on('error', () => undefined).destroy();
    this.asking = null;
  }

  private read(text: string): void {
    const blocks = (this.unread + text).split('\n\n');
    this.unread = blocks.pop() ?? '';
    for (const block of blocks) this.take(block);
  }

  private take(block: string): void {
    const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? null;
    const id = field('id');
    if (id !== null) this.lastId = id;
    const data = field('data');
    if (data === null) return;
    const told = { id, event: field('event'), data: JSON.parse(data) as Record<string, unknown> };
    this.told.push(told);
    this.onTold(told.data, told.event);
  }
}
