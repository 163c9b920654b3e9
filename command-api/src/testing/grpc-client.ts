import { Client, Metadata, credentials, type ServiceError } from '@grpc/grpc-js';
import type { ServiceDefinition } from '@grpc/proto-loader';

/** How a call ended: status 0 is OK. */
export interface Ended {
  readonly status: number;
  readonly details: string;
  /** Metadata that came ahead of the message. */
  readonly headers: Metadata;
  /** What came after it, or with a refusal. */
  readonly trailers: Metadata;
  readonly message: Readonly<Record<string, unknown>>;
}

/** A client as any program has one: it knows the proto file and an address. */
export class GrpcClient {
  private readonly client: Client;

  constructor(port: number) {
    this.client = new Client(`127.0.0.1:${port}`, credentials.createInsecure());
  }

  /** Calls a method of a service, and waits so long; milliseconds. A message that is bytes is sent as it is. */
  call(
    service: ServiceDefinition,
    method: string,
    message: object,
    given: Record<string, string> = {},
    waits = 20_000,
  ): Promise<Ended> {
    const definition = service[method];
    if (!definition) throw new Error(`there is no ${method}`);
    const metadata = new Metadata();
    for (const [name, value] of Object.entries(given)) metadata.set(name, value);
    return new Promise((resolve) => {
      let headers = new Metadata();
      let failed: ServiceError | null = null;
      let answered: Ended['message'] = {};
      const call = this.client.makeUnaryRequest(
        definition.path,
        (request: object) => (Buffer.isBuffer(request) ? request : definition.requestSerialize(request)),
        (bytes) => definition.responseDeserialize(bytes) as Ended['message'],
        message,
        metadata,
        { deadline: Date.now() + waits },
        (error, answer) => {
          failed = error;
          answered = answer ?? {};
        },
      );
      call.on('metadata', (first) => (headers = first));
      call.on('status', ({ code, details, metadata: trailers }) =>
        setImmediate(() =>
          resolve({ status: code, details: failed?.details ?? details, headers, trailers, message: answered }),
        ),
      );
    });
  }

  close(): void {
    this.client.close();
  }
}
