import { constants } from 'node:http2';
import type { ServerHttp2Stream } from 'node:http2';
import { ServerInterceptingCall } from '@grpc/grpc-js';
import type { ServerInterceptor } from '@grpc/grpc-js';
import { serverNotReady } from './failures.js';

type Call = Parameters<ServerInterceptor>[1];

/** What the library hides: it offers no way to end a call without a status, as the engine's host does when it stops. */
interface HidesItsStream {
  readonly stream?: ServerHttp2Stream;
}

/** Ends the calls of a server that stops, as the engine does. Its interceptor has to be the first. */
export class StoppingCalls {
  readonly #streams = new Set<ServerHttp2Stream>();
  #isStopping = false;

  readonly interceptor: ServerInterceptor = (_, call) => {
    this.#follow(call);
    if (!this.#isStopping) return call as ServerInterceptingCall; // wrapping it would cost something for each message
    return new ServerInterceptingCall(call, {
      start: (next) => next({ onReceiveMetadata: () => call.sendStatus(serverNotReady()) }),
    });
  };

  /** From now on calls are refused. */
  refuse(): void {
    this.#isStopping = true;
  }

  /** Ends the calls that nothing has ended yet without saying why: their clients see RST_STREAM with code 0. */
  reset(): void {
    for (const stream of this.#streams) {
      if (!stream.writableEnded) stream.close(constants.NGHTTP2_NO_ERROR);
    }
  }

  /** Resolves when no call is open. */
  async ended(): Promise<void> {
    await Promise.all([...this.#streams].map((stream) => new Promise((resolve) => stream.once('close', resolve))));
  }

  #follow(call: Call): void {
    const { stream } = call as unknown as HidesItsStream;
    if (!stream) return;
    this.#streams.add(stream);
    stream.once('close', () => this.#streams.delete(stream));
  }
}
