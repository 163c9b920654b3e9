import type { ServiceError } from '@grpc/grpc-js';
import type { EncodedMessage } from '../grpc/message-batch.js';
import { ProtobufMessage } from '../grpc/protobuf.js';
import { ConsumerStatistics } from './consumer-statistics.js';
import type { Message } from './message.js';

/** How a consumer is reached. */
export interface Connection {
  readonly name: string;
  write(response: EncodedMessage): void;
  drop(error: ServiceError): void;
}

/** One client of a group. It has at most `bufferSize` messages in hand that it has not answered for. */
export class Consumer {
  /** By id, when it was delivered; milliseconds since the epoch. */
  readonly #inHand = new Map<string, number>();
  readonly statistics = new ConsumerStatistics();

  constructor(
    readonly connection: Connection,
    private readonly bufferSize: number,
  ) {}

  get availableSlots(): number {
    return Math.max(this.bufferSize - this.#inHand.size, 0);
  }

  get inFlight(): number {
    return this.#inHand.size;
  }

  deliver(message: Message): void {
    this.#inHand.set(message.id, Date.now());
    this.statistics.delivered();
    this.connection.write(eventResponse(message));
  }

  /** The message is not in this consumer's hands any more. */
  release(id: string): void {
    const deliveredAt = this.#inHand.get(id);
    if (deliveredAt !== undefined) this.statistics.answered(Date.now() - deliveredAt);
    this.#inHand.delete(id);
  }
}

const eventResponse = ({ original, resolved: { event, link }, retryCount }: Message): ProtobufMessage => {
  const read = new ProtobufMessage();
  if (event) read.bytes(1, event.message);
  if (link) read.bytes(2, link.message);
  return new ProtobufMessage().bytes(1, read.uint64(3, original.position).uint64(5, retryCount));
};

export const confirmationResponse = (subscriptionId: string): ProtobufMessage =>
  new ProtobufMessage().bytes(2, new ProtobufMessage().text(1, subscriptionId));
