import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server } from 'node:net';

/**
 * What a Kubernetes Service is to its pods: one address whose new connections go to the endpoints in turn. It looks at
 * nothing that it passes on and tries nothing twice, so whatever fails behind it fails at the client.
 */
export class Endpoints {
  private readonly ports: number[] = [];
  private turn = 0;

  private constructor(private readonly server: Server) {}

  static async listen(): Promise<Endpoints> {
    const endpoints = new Endpoints(
      createServer({ allowHalfOpen: true }, (client) => {
        const port = endpoints.next();
        if (port === undefined) return void client.destroy();
        const upstream = connect({ host: '127.0.0.1', port, allowHalfOpen: true });
        client.pipe(upstream).pipe(client);
        for (const [one, other] of [
          [client, upstream],
          [upstream, client],
        ] as const)
          one.on('error', () => other.destroy()).on('close', () => other.destroy());
      }),
    );
    endpoints.server.listen(0, '127.0.0.1');
    await once(endpoints.server, 'listening');
    return endpoints;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  add(port: number): void {
    this.ports.push(port);
  }

  /** No new connection goes there; those that are open stay. */
  remove(port: number): void {
    this.ports.splice(this.ports.indexOf(port), 1);
  }

  close(): void {
    this.server.close();
  }

  private next(): number | undefined {
    return this.ports[this.turn++ % this.ports.length];
  }
}
