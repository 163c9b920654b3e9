import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface RunningProcess {
  readonly name: string;
  readonly port: number;
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_URL = 'http://127.0.0.1:8085';

/**
 * Where the projections process listens: PROJECTIONS_URL; else the port that the running embedded system wrote down in
 * `DATA_DIR/processes.json`; else the port it has by default.
 */
export const findProjections = async (env: Environment): Promise<string> => {
  if (env.PROJECTIONS_URL) return env.PROJECTIONS_URL.replace(/\/+$/, '');
  const written = await readFile(join(env.DATA_DIR ?? '.doremi', 'processes.json'), 'utf8').catch(() => '[]');
  const running = (JSON.parse(written) as readonly RunningProcess[]).find(({ name }) => name === 'projections');
  return running ? `http://127.0.0.1:${running.port}` : DEFAULT_URL;
};
