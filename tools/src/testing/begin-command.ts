import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { until } from '@doremi/start';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** What a busy machine may take to say something; milliseconds. */
const SAYS_WITHIN = 120_000;

/** A command of the project that goes on while the test looks at what it has printed. */
export const beginCommand = (command: readonly [string, ...string[]], env: NodeJS.ProcessEnv) => {
  const [file, ...args] = command;
  const child = spawn(file, args, { cwd: root, env, stdio: 'pipe' });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }));
  const says = (text: string) => until(`it says ${text}`, () => output.includes(text), SAYS_WITHIN);
  return { child, ended, says };
};
