import type { Socket } from 'node:net';
import type { Request } from './message.js';
import { readMessage, replyHead } from './message.js';

/** 48 MB, as hello says. */
export const MAX_MESSAGE_BYTES = 48_000_000;

/** Answers a command with an encoded document, or hangs up (undefined). It does not reject: errors are answers. */
export type Answer = (request: Request) => Promise<readonly Buffer[] | undefined>;

/** Cuts a stream of bytes into messages, each led by its length. */
export class Framer {
  private chunks: Buffer[] = [];
  private size = 0;

  /** @throws RangeError for a length no message has. */
  *push(chunk: Buffer): Generator<Buffer> {
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (this.size >= 4) {
      const length = this.peekLength();
      if (length < 16 || length > MAX_MESSAGE_BYTES + 16_384) throw new RangeError(`message of ${length} bytes`);
      if (this.size < length) return;
      const all = this.chunks.length === 1 && this.chunks[0] ? this.chunks[0] : Buffer.concat(this.chunks);
      this.size = all.length - length;
      this.chunks = this.size > 0 ? [all.subarray(length)] : [];
      yield all.subarray(0, length);
    }
  }

  private peekLength(): number {
    const [first] = this.chunks;
    if (first && first.length >= 4) return first.readInt32LE(0);
    this.chunks = [Buffer.concat(this.chunks)];
    return this.chunks[0]?.readInt32LE(0) ?? 0;
  }
}

/** Serves one client: commands are started in the order they come, each answer names its request. */
export function serveConnection(socket: Socket, answer: Answer): void {
  const framer = new Framer();
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  const reply = async (request: Request): Promise<void> => {
    const parts = await answer(request);
    if (!parts) {
      socket.destroy();
      return;
    }
    if (!request.wantsReply || socket.destroyed) return;
    socket.cork();
    socket.write(
      replyHead(
        request,
        parts.reduce((sum, part) => sum + part.length, 0),
      ),
    );
    for (const part of parts) socket.write(part);
    socket.uncork();
  };
  socket.on('data', (chunk: Buffer) => {
    try {
      for (const message of framer.push(chunk)) void reply(readMessage(message));
    } catch {
      socket.destroy(); // what follows in the stream cannot be told apart any more
    }
  });
}
