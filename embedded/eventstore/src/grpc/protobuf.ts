/**
 * A protobuf message put together by hand, for the few that are written so often that the generated code is too slow.
 * Fields are written in the order of the calls; bytes are copied once, where the message goes.
 * Source: https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufMessage {
  /** Numbers are varints. */
  readonly #pieces: (number | bigint | Uint8Array | ProtobufMessage)[] = [];
  #length = 0;

  get byteLength(): number {
    return this.#length;
  }

  /** A length-delimited field: bytes, or a nested message, which is complete by now. */
  bytes(field: number, value: Uint8Array | ProtobufMessage): this {
    const { byteLength } = value;
    this.#varint((field << 3) | 2);
    this.#varint(byteLength);
    this.#pieces.push(value);
    this.#length += byteLength;
    return this;
  }

  text(field: number, value: string): this {
    return this.bytes(field, Buffer.from(value, 'utf8'));
  }

  uint64(field: number, value: number | bigint): this {
    this.#varint(field << 3);
    this.#varint(value);
    return this;
  }

  /** Writes it into bytes that have the room. */
  copy(target: Uint8Array, targetStart: number): void {
    let at = targetStart;
    for (const piece of this.#pieces) {
      if (typeof piece === 'number' || typeof piece === 'bigint') at = writeVarint(piece, target, at);
      else {
        if (piece instanceof ProtobufMessage) piece.copy(target, at);
        else target.set(piece, at);
        at += piece.byteLength;
      }
    }
  }

  finish(): Buffer {
    const message = Buffer.allocUnsafe(this.#length);
    this.copy(message, 0);
    return message;
  }

  #varint(value: number | bigint): void {
    this.#pieces.push(value);
    this.#length += varintLength(value);
  }
}

const varintLength = (value: number | bigint): number => {
  let length = 1;
  if (typeof value === 'bigint') for (let rest = value; rest > 127n; rest >>= 7n) length++;
  else for (let rest = value; rest > 127; rest = Math.floor(rest / 128)) length++;
  return length;
};

/** Returns where what follows goes. */
const writeVarint = (value: number | bigint, target: Uint8Array, start: number): number => {
  let at = start;
  let big = typeof value === 'bigint' ? value : 0n;
  for (; big > Number.MAX_SAFE_INTEGER; big >>= 7n) target[at++] = Number(big & 127n) | 128;
  let rest = typeof value === 'bigint' ? Number(big) : value;
  for (; rest > 127; rest = Math.floor(rest / 128)) target[at++] = (rest % 128) | 128;
  target[at++] = rest;
  return at;
};
