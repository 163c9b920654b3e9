import { Server, ServerCredentials, type ServiceDefinition } from '@grpc/grpc-js';
import { ReflectionService } from '@grpc/reflection';
import { BODY_LIMIT_BYTES } from '@doremi/http';
import { CLOSE_WITHIN, type Context, type Running } from '@doremi/process';
import { answering, type Received, type Served } from './answering.js';
import { serveHealth } from './health.js';
import type { Method } from './method.js';
import { describedBy, serviceOf } from './protos.js';

/** What a door offers: a service of a proto file, and a method for each of its. */
export interface Service {
  readonly file: string;
  readonly name: string;
  readonly methods: Readonly<Record<string, Method>>;
}

/** Where it listens and what it needs of its process. */
export type Place = Served &
  Pick<Running, 'ready'> &
  Pick<Context, 'signal'> & { readonly host: string; readonly port: number };

export interface Open {
  readonly port: number;
  /** Takes no call any more, and waits for those under way. */
  readonly close: () => Promise<void>;
}

/** Listens for calls of these services, and for questions about health and about what there is (reflection). */
export const openGrpc = async (services: readonly Service[], place: Place): Promise<Open> => {
  const server = new Server({ 'grpc.max_receive_message_length': BODY_LIMIT_BYTES });
  for (const { file, name, methods } of services) {
    const definition = serviceOf(file, name);
    const handlers = Object.entries(methods).map(([called, method]) => [called, answering(method, place)] as const);
    server.addService(tolerant(definition), Object.fromEntries(handlers));
  }
  const endWatching = serveHealth(server, { ...place, names: services.map(({ name }) => name) });
  new ReflectionService(describedBy(services.map(({ file }) => file))).addToServer(server);
  const { host } = place;
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync(
      `${host.includes(':') ? `[${host}]` : host}:${place.port}`,
      ServerCredentials.createInsecure(),
      (error, bound) => (error ? reject(error) : resolve(bound)),
    ),
  );
  return { port, close: () => close(server, endWatching) };
};

/** What can't be read is refused by the method like any bad input, instead of by the library as a fault of ours. */
const tolerant = (service: ServiceDefinition): ServiceDefinition =>
  Object.fromEntries(
    Object.entries(service).map(([name, method]) => {
      const requestDeserialize = (bytes: Buffer): Received => {
        try {
          return { message: method.requestDeserialize(bytes) as Received['message'] };
        } catch {
          return { message: null };
        }
      };
      return [name, { ...method, requestDeserialize }];
    }),
  );

const close = async (server: Server, endWatching: () => void): Promise<void> => {
  let late: NodeJS.Timeout | undefined;
  const done = new Promise<void>((resolve) => {
    late = setTimeout(resolve, CLOSE_WITHIN);
    server.tryShutdown(() => resolve());
  });
  endWatching();
  await done;
  clearTimeout(late);
  server.forceShutdown();
};
