import { fileURLToPath } from 'node:url';
import type { System } from './system.js';

const NAME = 'bare-stream';

/** Starts the bare server beside the system, with the system's own events. */
export const startBareStream = async ({
  processes,
}: System): Promise<{ readonly url: string; readonly stop: () => Promise<void> }> => {
  const port = await processes.startBare(NAME, fileURLToPath(new URL(`./${NAME}.js`, import.meta.url)));
  return { url: `esdb://127.0.0.1:${port}?tls=false`, stop: () => processes.stop(NAME) };
};
