import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface RunningProcess {
  readonly name: string;
  readonly port: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** The processes that the operator talks to, and where they listen by default. */
const PORTS = { projections: 8085, policies: 8084 } as const;

/**
 * Where a process listens: what its variable says (PROJECTIONS_URL, POLICIES_URL); else the port that the running
 * embedded system wrote down in `DATA_DIR/processes.json`; else the port it has by default.
 */
export const findProcess = async (name: keyof typeof PORTS, env: Environment): Promise<string> => {
  const told = env[`${name.toUpperCase()}_URL`];
  if (told) return told.replace(/\/+$/, '');
  const written = await readFile(join(env.DATA_DIR ?? '.doremi', 'processes.json'), 'utf8').catch(() => '[]');
  const running = (JSON.parse(written) as readonly RunningProcess[]).find((process) => process.name === name);
  return `http://127.0.0.1:${running?.port ?? PORTS[name]}`;
};
