import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterAll, afterEach, beforeAll } from '@jest/globals';

/**
 * A way to the gateway that goes silent as Wi-Fi does when somebody walks out of it: connections stay, new ones are taken, and
 * nothing comes through, not even that they end.
 */
export const givenFreezingProxy = (urlOf: () => string) => {
  const open = new Set<Socket>();
  let isFrozen = false;
  const server = createServer((here) => {
    const there = connect(Number(new URL(urlOf()).port), '127.0.0.1');
    for (const [socket, other] of [
      [here, there],
      [there, here],
    ] as const) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        if (!isFrozen) other.destroy();
      });
      if (!isFrozen) socket.pipe(other);
    }
  });

  const freeze = (): void => {
    isFrozen = true;
    for (const socket of open) socket.unpipe().pause();
  };
  /** What was frozen is over, as after a while without a network: whoever goes on with it is told so. */
  const thaw = (): void => {
    if (!isFrozen) return;
    isFrozen = false;
    for (const socket of open) socket.resetAndDestroy();
  };

  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
  });
  afterEach(thaw);
  afterAll(() => {
    for (const socket of open) socket.destroy();
    server.close();
  });
  return { url: (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`, freeze, thaw };
};
