import type { Socket } from 'node:net';
import type { ChannelCredentials } from '@grpc/grpc-js';

/**
 * The sockets of a channel, which lets go of one only when its last call has ended. Some never end: of a message that was
 * handed over while the server was resetting the call, Node 20 never says that it was written or that it was not.
 */
export class Sockets {
  private readonly open = new Set<Socket>();
  private isCut = false;

  /** The same credentials: what is connected with them is known here. gRPC offers no other way to its sockets. */
  of(credentials: ChannelCredentials): ChannelCredentials {
    const create = credentials._createSecureConnector.bind(credentials);
    credentials._createSecureConnector = (...target) => {
      const connector = create(...target);
      const connect = connector.connect.bind(connector);
      connector.connect = async (socket) => {
        const connected = await connect(socket);
        this.keep(connected.socket);
        return connected;
      };
      return connector;
    };
    return credentials;
  }

  /** Ends them as they are, and those that are being connected as well. */
  cut(): void {
    this.isCut = true;
    for (const socket of this.open) socket.destroy();
  }

  private keep(socket: Socket): void {
    this.open.add(socket);
    socket.once('close', () => this.open.delete(socket));
    if (this.isCut) socket.destroy();
  }
}
