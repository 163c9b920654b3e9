import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { Databases } from './databases.js';
import { dispatch } from './dispatch.js';
import { PubSub } from './pub-sub.js';
import { encode, ErrorReply, type Reply } from './resp/reply.js';
import { RequestParser } from './resp/request-parser.js';
import { Session } from './session.js';

/** A running stand-in. */
export interface RunningRedis {
  readonly port: number;
  /** Cuts every connection and frees the port. */
  readonly stop: () => Promise<void>;
}

const SWEEP_EVERY_MS = 1000;

/**
 * Starts an in-memory Redis on 127.0.0.1; port 0 picks a free one.
 * Rejects with the system's error (EADDRINUSE) when the port is taken.
 */
export const startRedis = async ({ port }: { port: number }): Promise<RunningRedis> => {
  const databases = new Databases();
  const pubSub = new PubSub();
  const sockets = new Set<Socket>();
  let connections = 0;

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    serve(socket, (push) => new Session(++connections, databases, pubSub, push));
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const sweeper = setInterval(() => databases.sweep(), SWEEP_EVERY_MS);

  return {
    port: (server.address() as AddressInfo).port,
    stop: async () => {
      clearInterval(sweeper);
      const closed = once(server, 'close');
      server.close();
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
};

const serve = (socket: Socket, open: (push: (message: Reply) => void) => Session): void => {
  const send = (reply: Reply) => socket.write(encode(reply, session.protocol), 'latin1');
  const session = open(send);
  const parser = new RequestParser();
  socket.on('data', (chunk) => {
    if (session.closing) return;
    socket.cork(); // one packet for the answers to a pipeline
    try {
      for (const request of parser.feed(chunk)) {
        send(dispatch(request, session));
        if (session.closing) break;
      }
    } catch (error) {
      if (!(error instanceof ErrorReply)) throw error;
      send(error);
      session.closing = true;
    }
    socket.uncork();
    if (session.closing) socket.end();
  });
  socket.on('error', () => socket.destroy());
  socket.on('close', () => session.end());
};
