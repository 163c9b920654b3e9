import { ErrorReply } from './reply.js';

const MAX_ARGUMENTS = 1024 * 1024;
const MAX_BULK_BYTES = 512 * 1024 * 1024;
const MAX_INLINE_BYTES = 64 * 1024;

/**
 * Cuts a byte stream into requests: arrays of bulk strings, or a line of words as people type into telnet.
 * A malformed request throws the ErrorReply after which Redis closes the connection.
 */
export class RequestParser {
  private pending: Buffer = Buffer.alloc(0);
  private at = 0;

  /** Yields every request that is complete with this chunk; its first word is the command. */
  *feed(chunk: Buffer): Generator<string[]> {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    for (;;) {
      this.at = 0;
      const request = this.request();
      if (request === undefined) return;
      this.pending = this.pending.subarray(this.at);
      if (request.length > 0) yield request;
    }
  }

  private request(): string[] | undefined {
    const line = this.line();
    if (line === undefined) return undefined;
    if (!line.startsWith('*')) return line.split(/\s+/).filter(Boolean);
    const count = size(line.slice(1), MAX_ARGUMENTS, -1, 'invalid multibulk length');
    const words: string[] = [];
    while (words.length < count) {
      const word = this.bulk();
      if (word === undefined) return undefined;
      words.push(word);
    }
    return words;
  }

  private bulk(): string | undefined {
    const header = this.line();
    if (header === undefined) return undefined;
    if (!header.startsWith('$')) throw protocolError(`expected '$', got '${header.slice(0, 1)}'`);
    const length = size(header.slice(1), MAX_BULK_BYTES, 0, 'invalid bulk length');
    if (this.pending.length < this.at + length + 2) return undefined;
    const word = this.pending.toString('latin1', this.at, this.at + length);
    this.at += length + 2;
    return word;
  }

  private line(): string | undefined {
    const end = this.pending.indexOf('\n', this.at);
    if (end === -1 && this.pending.length - this.at > MAX_INLINE_BYTES) throw protocolError('too big inline request');
    if (end === -1) return undefined;
    const line = this.pending.toString('latin1', this.at, end).replace(/\r$/, '');
    this.at = end + 1;
    return line;
  }
}

const protocolError = (what: string) => new ErrorReply(`ERR Protocol error: ${what}`);

const size = (digits: string, max: number, min: number, error: string): number => {
  const value = /^-?\d{1,10}$/.test(digits) ? Number(digits) : Number.NaN;
  if (!(value >= min && value <= max)) throw protocolError(error);
  return value;
};
