/** Text is held as latin1 everywhere in this server: one character is one byte, so every value is binary safe. */
export type Reply =
  string | number | bigint | null | Reply[] | Status | ErrorReply | NullArray | MapReply | Push | Sequence;

/** RESP version of one connection; HELLO chooses it. */
export type Protocol = 2 | 3;

/** A simple string such as `+OK`. */
export class Status {
  constructor(readonly text: string) {}
}

/** An error reply; `text` starts with its code, e.g. `ERR syntax error`. */
export class ErrorReply extends Error {
  constructor(readonly text: string) {
    super(text);
  }
}

/** What EXEC answers when a watched key changed; RESP2 tells it from a null string. */
export class NullArray {}

/** A map in RESP3, a flat array in RESP2. */
export class MapReply {
  constructor(readonly entries: [string, Reply][]) {}
}

/** A pub/sub message: out of band in RESP3, an ordinary array in RESP2. */
export class Push {
  constructor(readonly items: Reply[]) {}
}

/** Replies that follow each other, as SUBSCRIBE with three channels answers three times. */
export class Sequence {
  constructor(readonly replies: Reply[]) {}
}

export const OK = new Status('OK');

/** The reply in wire format, as latin1 text. */
export const encode = (reply: Reply, protocol: Protocol): string => {
  const all = (replies: Reply[]) => replies.map((item) => encode(item, protocol)).join('');
  if (typeof reply === 'string') return `$${reply.length}\r\n${reply}\r\n`;
  if (typeof reply === 'number' || typeof reply === 'bigint') return `:${reply}\r\n`;
  if (reply === null) return protocol === 3 ? '_\r\n' : '$-1\r\n';
  if (Array.isArray(reply)) return `*${reply.length}\r\n${all(reply)}`;
  if (reply instanceof Status) return `+${reply.text}\r\n`;
  if (reply instanceof ErrorReply) return `-${reply.text.replace(/[\r\n]/g, ' ')}\r\n`;
  if (reply instanceof NullArray) return protocol === 3 ? '_\r\n' : '*-1\r\n';
  if (reply instanceof Push) return `${protocol === 3 ? '>' : '*'}${reply.items.length}\r\n${all(reply.items)}`;
  if (reply instanceof Sequence) return all(reply.replies);
  return (
    (protocol === 3 ? `%${reply.entries.length}\r\n` : `*${reply.entries.length * 2}\r\n`) + all(reply.entries.flat())
  );
};
