import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('verify.js', import.meta.url));

/** Pact colours what it says, whoever listens. */
const COLOUR = /\u001b\[\d+m/g;

/** Whether the provider at `url` keeps the contract in a file, and what was said about it: where it fails, how. */
export const verified = async (file, url, world) => {
  const child = spawn(process.execPath, [script, file, url], {
    env: { ...process.env, WORLD: JSON.stringify(world) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
  const [code] = await once(child, 'close');
  const failures = output.indexOf('\nFailures:');
  return { kept: code === 0, output: output.slice(Math.max(0, failures)).replaceAll(COLOUR, '') };
};
