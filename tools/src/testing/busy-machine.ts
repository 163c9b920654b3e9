import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Does nothing, as hard as it can, until whoever started it is gone. */
const LOOP = `process.once('disconnect', () => process.exit());
const spin = () => { const until = Date.now() + 100; while (Date.now() < until); setImmediate(spin); };
spin();`;

/** Gives the machine this many other things to do at once, until the end of `work`. */
export const onBusyMachine = async <Result>(loops: number, work: () => Promise<Result>): Promise<Result> => {
  const children = Array.from({ length: loops }, () =>
    spawn(process.execPath, ['-e', LOOP], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }),
  );
  try {
    return await work();
  } finally {
    const ended = children.map((child) => once(child, 'exit'));
    for (const child of children) child.kill('SIGKILL');
    await Promise.all(ended);
  }
};
