import { deserialize, serialize } from 'node:v8';
import { Client, credentials } from '@grpc/grpc-js';
import type { Calls } from './messages.js';
import { pathOf } from './messages.js';

const FIRST_RECONNECT_MILLISECONDS = 50;

/** The other nodes of a cluster. */
export class Peers {
  readonly #clients: ReadonlyMap<string, Client>;

  constructor(addresses: readonly string[]) {
    const options = {
      'grpc.initial_reconnect_backoff_ms': FIRST_RECONNECT_MILLISECONDS,
      'grpc.max_reconnect_backoff_ms': FIRST_RECONNECT_MILLISECONDS * 4,
    };
    const client = (address: string): Client => new Client(address, credentials.createInsecure(), options);
    this.#clients = new Map(addresses.map((address) => [address, client(address)]));
  }

  /** Asks a node; rejects when it does not answer within `timeout` milliseconds. */
  call<Call extends keyof Calls>(
    address: string,
    call: Call,
    request: Calls[Call]['request'],
    timeout: number,
  ): Promise<Calls[Call]['reply']> {
    return new Promise((resolve, reject) =>
      this.#clients.get(address)!.makeUnaryRequest<unknown, Calls[Call]['reply']>(
        pathOf(call),
        serialize,
        (bytes) => deserialize(bytes) as Calls[Call]['reply'],
        request,
        { deadline: Date.now() + timeout },
        (error, reply) => (error ? reject(error) : resolve(reply!)),
      ),
    );
  }

  close(): void {
    this.#clients.forEach((client) => client.close());
  }
}
