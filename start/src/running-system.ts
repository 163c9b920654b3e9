import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** One running process, as `DATA_DIR/processes.json` lists it. */
export interface Listed {
  readonly name: string;
  readonly pid: number;
  readonly port: number;
}

const fileIn = (dataDir: string): string => join(dataDir, 'processes.json');

/** What is said to be running on this folder; nothing when nobody says so. */
export const listedProcesses = (dataDir: string): readonly Listed[] => {
  try {
    return JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as Listed[];
  } catch {
    return [];
  }
};

/** Writes the list in one step, so that a reader never sees half of it. */
export const listProcesses = (dataDir: string, processes: readonly Listed[]): void => {
  mkdirSync(dataDir, { recursive: true });
  const written = `${fileIn(dataDir)}.new`;
  writeFileSync(written, JSON.stringify(processes, null, 2));
  renameSync(written, fileIn(dataDir));
};

export const unlistProcesses = (dataDir: string): void => rmSync(fileIn(dataDir), { force: true });

/** The ones of the list that are still there: the pid lives and its port answers (a pid alone may be somebody else's). */
const leftOver = async (dataDir: string): Promise<readonly Listed[]> => {
  const alive = await Promise.all(
    listedProcesses(dataDir).map(async (one) => isAlive(one.pid) && (await answers(one.port))),
  );
  return listedProcesses(dataDir).filter((_, index) => alive[index]);
};

/** Waits for the processes of an earlier run, killed with its parent, to end; returns those that did not. */
export const waitForLeftOvers = (dataDir: string, within: number): Promise<readonly Listed[]> =>
  untilNone(() => leftOver(dataDir), within);

/** Waits until nobody answers on loopback where these should listen; returns those where somebody does even then. */
export const waitForPorts = <Plan extends { readonly port: number }>(
  plans: readonly Plan[],
  within: number,
): Promise<readonly Plan[]> =>
  untilNone(async () => {
    const taken = await Promise.all(plans.map(({ port }) => answers(port)));
    return plans.filter((_, index) => taken[index]);
  }, within);

const untilNone = async <One>(look: () => Promise<readonly One[]>, within: number): Promise<readonly One[]> => {
  const giveUpAt = Date.now() + within;
  let left = await look();
  while (left.length > 0 && Date.now() < giveUpAt) {
    await pause(100);
    left = await look();
  }
  return left;
};

const isAlive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const answer = (is: boolean): void => {
      socket.destroy();
      resolve(is);
    };
    socket.setTimeout(1_000, () => answer(false));
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
  });
