import { writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { basename, dirname, join } from 'node:path';

/**
 * Loaded before a process (`node --import`): from one SIGUSR2 to the next it counts which functions are called, and writes them,
 * as V8's precise coverage has them, to the folder WAYS_IN_TESTS: `<workspace>-<pid>.json`.
 */
const folder = process.env.WAYS_IN_TESTS ?? '.';
const workspace = basename(dirname(dirname(process.argv[1] ?? '')));
const session = new Session();
session.connect();
session.post('Profiler.enable');

const file = (ending: string): string => join(folder, `${workspace}-${process.pid}.${ending}`);

let isCounting = false;
process.on('SIGUSR2', () => {
  isCounting = !isCounting;
  if (isCounting) {
    session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    writeFileSync(file('begun'), '');
    return;
  }
  session.post('Profiler.takePreciseCoverage', (error, taken) => {
    if (error) throw error;
    session.post('Profiler.stopPreciseCoverage');
    // Whoever reads waits for the second file: then the first is whole.
    writeFileSync(file('json'), JSON.stringify(taken.result));
    writeFileSync(file('ended'), '');
  });
});
