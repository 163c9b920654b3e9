/**
 * A protobuf message put together by hand, for the few that are written so often that the generated code is too slow.
 * Fields are written in the order of the calls. Source: https://protobuf.dev/programming-guides/encoding/
 */
export class ProtobufMessage {
  readonly #pieces: Uint8Array[] = [];
  #length = 0;

  /** A length-delimited field: bytes, or a nested message. */
  bytes(field: number, value: Uint8Array): this {
    return this.#varint((field << 3) | 2)
      .#varint(value.length)
      .#add(value);
  }

  text(field: number, value: string): this {
    return this.bytes(field, Buffer.from(value, 'utf8'));
  }

  uint64(field: number, value: number | bigint): this {
    return this.#varint(field << 3).#varint(value);
  }

  finish(): Buffer {
    return Buffer.concat(this.#pieces, this.#length);
  }

  #varint(value: number | bigint): this {
    return this.#add(typeof value === 'number' && value < 128 ? oneByte[value]! : varint(value));
  }

  #add(piece: Uint8Array): this {
    this.#pieces.push(piece);
    this.#length += piece.length;
    return this;
  }
}

const oneByte = Array.from({ length: 128 }, (_, value) => Uint8Array.of(value));

const varint = (value: number | bigint): Uint8Array => {
  const bytes: number[] = [];
  let rest = value;
  for (; typeof rest === 'bigint' && rest > Number.MAX_SAFE_INTEGER; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  let small = Number(rest);
  for (; small > 127; small = Math.floor(small / 128)) bytes.push((small % 128) | 128);
  bytes.push(small);
  return Uint8Array.from(bytes);
};
