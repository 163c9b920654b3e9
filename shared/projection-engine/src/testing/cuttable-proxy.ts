import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A way to a server on loopback that can be cut. */
export interface CuttableProxy {
  readonly port: number;
  /** Breaks every connection; new ones are taken at once. */
  readonly cut: () => void;
  /** Bytes that have come from the server so far. */
  readonly received: () => number;
  readonly stop: () => Promise<void>;
}

export const startCuttableProxy = async (to: number): Promise<CuttableProxy> => {
  const open = new Set<Socket>();
  let received = 0;
  const server = createServer((here) => {
    const there = connect(to, '127.0.0.1');
    there.on('data', (bytes) => (received += bytes.length));
    for (const [socket, other] of [
      [here, there],
      [there, here],
    ] as const) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const cut = (): void => {
    for (const socket of open) socket.resetAndDestroy();
  };
  return {
    port: (server.address() as AddressInfo).port,
    cut,
    received: () => received,
    stop: () => {
      cut();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
};
