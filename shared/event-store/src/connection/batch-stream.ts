import type { ClientDuplexStream } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { appendedAt, correlationOf, type AppendRequest, type AppendedAt } from './append-messages.js';

interface Pending {
  readonly resolve: (appended: AppendedAt) => void;
  readonly reject: (error: unknown) => void;
}

/** Answers as bytes: one that can't be read is no trouble of the whole call. */
export type BatchCall = ClientDuplexStream<Uint8Array, Uint8Array>;

/**
 * Appends over one BatchAppend call, told apart by their ids in a table of its own: what happens to another connection
 * is no matter here. Once the call has ended, every append that waits hears why, and `onEnd` does.
 */
export class BatchStream {
  private readonly pending = new Map<string, Pending>();
  private ended: Error | null = null;

  constructor(
    private readonly call: BatchCall,
    private readonly onEnd: (error: Error) => void,
  ) {
    call.on('data', (bytes: Uint8Array) => this.answered(bytes));
    call.on('error', (error) => this.end(error));
    call.on('end', () => this.end(new Error('the server ended the appends')));
  }

  append({ id, bytes }: AppendRequest): Promise<AppendedAt> {
    return new Promise((resolve, reject) => {
      if (this.ended) return reject(this.ended);
      this.pending.set(id, { resolve, reject });
      this.call.write(bytes);
    });
  }

  close(): void {
    this.call.cancel();
    this.end(new Error('the connection was let go of'));
  }

  /** Runs inside the call's own handler, where nothing may be thrown. */
  private answered(bytes: Uint8Array): void {
    let pending: Pending | undefined;
    try {
      const answer = streams.BatchAppendResp.deserializeBinary(bytes);
      const id = correlationOf(answer) ?? '';
      pending = this.pending.get(id);
      this.pending.delete(id);
      pending?.resolve(appendedAt(answer));
    } catch (error) {
      pending?.reject(error);
    }
  }

  private end(error: Error): void {
    if (this.ended) return;
    this.ended = error;
    this.onEnd(error);
    for (const { reject } of this.pending.values()) reject(error);
    this.pending.clear();
  }
}
