/** Until the server says otherwise; milliseconds. */
const RETRY_MS = 1_000;

/**
 * Server-sent events to whoever shows a token, which EventSource can't: the same states and callbacks, read by fetch.
 * After a loss it comes back by itself with `Last-Event-ID`; what is refused closes it.
 */
export class LiveStream {
  readyState = EventSource.CONNECTING;
  onopen = () => undefined;
  onmessage = () => undefined;
  #leaving = new AbortController();
  #lastEventId = '';
  #retryMs = RETRY_MS;

  /** `tokenOf` is asked before each try, so that a token that ended is a new one. */
  constructor(path, tokenOf) {
    void this.#listen(path, tokenOf);
  }

  close() {
    this.readyState = EventSource.CLOSED;
    this.#leaving.abort();
  }

  async #listen(path, tokenOf) {
    while (this.readyState !== EventSource.CLOSED) {
      await this.#readOnce(path, tokenOf).catch(() => undefined);
      if (this.readyState === EventSource.CLOSED) return;
      this.readyState = EventSource.CONNECTING;
      await new Promise((resolve) => setTimeout(resolve, this.#retryMs));
    }
  }

  async #readOnce(path, tokenOf) {
    const answer = await fetch(path, {
      signal: this.#leaving.signal,
      cache: 'no-store',
      headers: {
        Accept: 'text/event-stream',
        Authorization: `Bearer ${await tokenOf()}`,
        ...(this.#lastEventId && { 'Last-Event-ID': this.#lastEventId }),
      },
    });
    if (answer.status >= 400 && answer.status < 500) return this.close();
    if (!answer.ok) return;
    this.readyState = EventSource.OPEN;
    this.onopen();
    const text = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = '';
    for (;;) {
      const { value, done } = await text.read();
      if (done) return;
      const events = (rest + value).split('\n\n');
      rest = events.pop();
      for (const event of events) this.#take(event);
    }
  }

  /** One event, or what else comes between two empty lines: a comment, a time to wait, an id alone. */
  #take(event) {
    const data = [];
    for (const line of event.split('\n')) {
      const [, field, value] = /^(\w+): ?(.*)$/.exec(line) ?? [];
      if (field === 'data') data.push(value);
      else if (field === 'id') this.#lastEventId = value;
      else if (field === 'retry') this.#retryMs = Number(value);
    }
    if (data.length > 0) this.onmessage({ data: data.join('\n'), lastEventId: this.#lastEventId });
  }
}
