import { fileURLToPath } from 'node:url';
import type { System } from './system.js';

const NAME = 'bare-stream';

/** The bare server beside the system, with the system's own events. */
interface BareStream {
  readonly url: string;
  readonly pid: number;
  readonly stop: () => Promise<void>;
}

export const startBareStream = async ({ processes }: System): Promise<BareStream> => {
  const port = await processes.startBare(NAME, fileURLToPath(new URL(`../${NAME}.js`, import.meta.url)));
  const url = `esdb://127.0.0.1:${port}?tls=false`;
  return { url, pid: processes.pidOf(NAME), stop: () => processes.stop(NAME) };
};
