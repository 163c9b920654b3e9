/** One connection to a `GET /live` that a test speaks for. */
export class Connection {
  private controller: ReadableStreamDefaultController<Uint8Array<ArrayBuffer>> | null = null;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>>;
  isOpen = true;

  constructor(
    readonly topics: readonly string[],
    readonly headers: Headers,
    signal: AbortSignal,
  ) {
    this.body = new ReadableStream({ start: (controller) => void (this.controller = controller) });
    signal.addEventListener('abort', () => this.lose());
  }

  /** An event with its data as JSON, and where it says so the place that a client comes back with. */
  say(event: string, data: object, id?: string): void {
    this.write(`event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}data: ${JSON.stringify(data)}\n\n`);
  }

  write(text: string): void {
    this.controller?.enqueue(new TextEncoder().encode(text));
  }

  /** All that there is of a topic. */
  tell(topic: string, documents: readonly object[], id: string): void {
    this.say('snapshot', { topic });
    for (const document of documents) this.say(topic, document);
    this.say('current', { topic }, id);
  }

  lose(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.controller?.error(new TypeError('network error'));
  }
}

/** Until somebody gives up. */
const noAnswer = (signal?: AbortSignal | null): Promise<Response> =>
  new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(new DOMException('given up', 'AbortError')));
  });

/** A server whose connections are spoken for by a test; `status` is what it answers, or null for nothing at all. */
export class ScriptedLive {
  readonly connections: Connection[] = [];
  status: number | null = 200;
  /** How often it was asked, answered or not. */
  asked = 0;

  readonly fetch = (url: string | URL | Request, { headers, signal }: RequestInit = {}): Promise<Response> => {
    this.asked += 1;
    if (this.status === null) return noAnswer(signal);
    if (this.status !== 200) return Promise.resolve(new Response('{}', { status: this.status }));
    const topics = new URL(url instanceof Request ? url.url : url, 'http://door').searchParams.get('topics') ?? '';
    const connection = new Connection(topics.split(','), new Headers(headers), signal ?? new AbortController().signal);
    this.connections.push(connection);
    return Promise.resolve(new Response(connection.body));
  };

  get last(): Connection {
    const last = this.connections.at(-1);
    if (!last) throw new Error('nobody came');
    return last;
  }
}
