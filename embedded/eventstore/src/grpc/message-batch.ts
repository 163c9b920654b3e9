/** A message that is encoded already, or can write itself into bytes; a Buffer is one. */
export interface EncodedMessage {
  readonly byteLength: number;
  copy(target: Buffer, targetStart: number): unknown;
}

/** What gRPC puts before each message: whether it is compressed, and its length in 32 bits. */
const FRAME_BYTES = 5;

/**
 * Messages that leave in one write. The library writes them one by one and waits for each to be with the socket, which
 * costs more than all else about them. It asks a serialized message for its length, makes room for that and a frame
 * around it, and has it copied there: this one says the length of its own frames less one, and fills the whole room.
 */
export class MessageBatch {
  readonly #messages: EncodedMessage[] = [];
  #bytes = 0;

  /** The room that it fills, frames included. */
  get bytes(): number {
    return this.#bytes;
  }

  get isEmpty(): boolean {
    return this.#bytes === 0;
  }

  /** As the library is to see it. */
  get byteLength(): number {
    return this.#bytes - FRAME_BYTES;
  }

  add(message: EncodedMessage): void {
    this.#messages.push(message);
    this.#bytes += FRAME_BYTES + message.byteLength;
  }

  copy(target: Buffer): void {
    let at = 0;
    for (const message of this.#messages) {
      target[at] = 0;
      target.writeUInt32BE(message.byteLength, at + 1);
      message.copy(target, at + FRAME_BYTES);
      at += FRAME_BYTES + message.byteLength;
    }
  }
}

/** How a service's definition says that what it sends are batches. */
export const serializeBatch = (batch: MessageBatch): Buffer => batch as unknown as Buffer;
