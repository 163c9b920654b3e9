/** What comes between two empty lines of a stream (HTML standard, 9.2.6). */
export interface ServerSentEvent {
  readonly event: string;
  readonly data?: string;
  readonly id?: string;
  readonly retry?: number;
}

const parsed = (text: string): ServerSentEvent => {
  const fields: { event: string; data?: string; id?: string; retry?: number } = { event: 'message' };
  for (const line of text.split('\n')) {
    const [, field, value = ''] = /^(\w+): ?(.*)$/.exec(line) ?? [];
    if (field === 'data') fields.data = fields.data === undefined ? value : `${fields.data}\n${value}`;
    else if (field === 'event') fields.event = value;
    else if (field === 'id') fields.id = value;
    else if (field === 'retry') fields.retry = Number(value);
  }
  return fields;
};

/** The events of a stream that was fetched; `onBytes` hears of every sign of life, comments too. */
export async function* readEvents(
  body: ReadableStream<Uint8Array<ArrayBuffer>>,
  onBytes: () => void,
): AsyncGenerator<ServerSentEvent> {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    onBytes();
    const events = (rest + value).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) yield parsed(event);
  }
}
