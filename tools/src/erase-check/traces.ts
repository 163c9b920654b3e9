import { createWriteStream, existsSync, mkdirSync } from 'node:fs';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '../whole-system.js';

const TRACING = fileURLToPath(new URL('../../../deploy/tracing', import.meta.url));
const FINDS_IT = new URL('../../src/deploy/testing/tracing-packages.mjs', import.meta.url).href;

/** Takes what the processes of a system trace, and writes it to a folder as it came. */
export class Traces {
  private readonly early: Buffer[] = [];
  private file: ReturnType<typeof createWriteStream> | null = null;
  private readonly server = createServer((request, response) => {
    request.on('data', (chunk: Buffer) => (this.file ? this.file.write(chunk) : this.early.push(chunk)));
    request.on('end', () => response.setHeader('Content-Type', 'application/json').end('{}'));
  });

  /** What an image adds where traces are wanted is installed where it is not yet. Throws where it can't be. */
  static async collected(): Promise<Traces> {
    if (!existsSync(join(TRACING, 'node_modules'))) {
      const { code, output } = await run(['npm', 'ci', '--ignore-scripts', '--prefix', TRACING], process.env);
      if (code !== 0) throw new Error(`without deploy/tracing no trace can be looked through:\n${output}`);
    }
    const traces = new Traces();
    await once(traces.server.listen(0, '127.0.0.1'), 'listening');
    return traces;
  }

  /** What a system is told to send its traces here. */
  get environment(): Readonly<Record<string, string>> {
    const { port } = this.server.address() as AddressInfo;
    return { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}`, NODE_OPTIONS: `--import=${FINDS_IT}` };
  }

  into(folder: string): void {
    mkdirSync(folder, { recursive: true });
    this.file = createWriteStream(join(folder, 'traces'));
    for (const chunk of this.early) this.file.write(chunk);
  }

  /** Resolves once all of it is in the folder. */
  async close(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    if (this.file && !this.file.closed) await new Promise<void>((written) => this.file?.end(written));
  }
}
