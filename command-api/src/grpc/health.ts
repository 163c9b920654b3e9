import type { Server, ServerWritableStream, handleServerStreamingCall } from '@grpc/grpc-js';
import type { Readiness } from '@doremi/process';
import { HealthImplementation } from 'grpc-health-check';

/** How old an answer may be; milliseconds. */
const LOOK_EVERY = 1_000;

type Watching = ServerWritableStream<object, object>;

interface Looked {
  /** The services that there are. */
  readonly names: readonly string[];
  readonly ready: () => Promise<Readiness>;
  /** Aborted when the process stops: clients should go elsewhere from then on. */
  readonly signal: AbortSignal;
}

/**
 * grpc.health.v1 on a server: SERVING while the process is ready, for each service and for the whole (the empty name).
 * Returns how to end the streams of those who watch.
 */
export const serveHealth = (server: Server, { names, ready, signal }: Looked): (() => void) => {
  const health = new HealthImplementation();
  const say = (isServing: boolean): void => {
    for (const name of ['', ...names]) health.setStatus(name, isServing ? 'SERVING' : 'NOT_SERVING');
  };
  const look = async (): Promise<void> => {
    const isReady = await ready().then(
      (readiness) => readiness.ready,
      () => false,
    );
    say(isReady && !signal.aborted);
  };
  say(false);
  void look();
  const looking = setInterval(() => void look(), LOOK_EVERY).unref();
  signal.addEventListener('abort', () => {
    clearInterval(looking);
    say(false);
  });

  const watching = new Set<Watching>();
  health.addToServer({
    addService: (service, { watch, ...rest }) =>
      server.addService(service, {
        ...rest,
        watch: (call: Watching) => {
          watching.add(call);
          call.once('close', () => watching.delete(call));
          (watch as handleServerStreamingCall<object, object>)(call);
        },
      }),
  });
  return () => watching.forEach((call) => call.end());
};
