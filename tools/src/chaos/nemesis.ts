import { setTimeout as pause } from 'node:timers/promises';
import { listedProcesses } from '@doremi/start';
import type { Blow, Storm } from './schedule.js';

/** How long a blow waits for its victim to be there again; milliseconds. */
const VICTIM_WITHIN = 12_000;
const LOOK_EVERY = 50;
const ANSWER_WITHIN = 1_000;
/**
 * How long it is left alone after a storm: until the work goes on, but not for ever. At first the menu service is busy
 * now and then until somebody's add was held; in between it is free for longer, because where everybody waits for what
 * is held already, nobody adds anything before that is confirmed. Milliseconds.
 */
const CALM = { busy: 1_000, free: 3_000, longest: 60_000 };

/** What was really done, beside what was planned. */
export interface Done {
  readonly kills: Record<string, number>;
  readonly restarts: Record<string, number>;
  readonly freezes: Record<string, number>;
}

/** How the work goes on since a storm was over. */
export interface Recovery {
  readonly addsAreHeld: () => boolean;
  readonly ordersArePaid: () => boolean;
}

/**
 * Plays a schedule against the system on `dataDir`; resolves when it is over and nothing is frozen any more. `calm` is
 * asked after each storm, and tells from then on how the work goes on.
 */
export const runNemesis = async (dataDir: string, schedule: readonly Storm[], calm: () => Recovery): Promise<Done> => {
  const done: Done = { kills: {}, restarts: {}, freezes: {} };
  const struck = new Set<number>();

  /** The pid to strike at: of a process that runs, and was not ended by us already. */
  const victim = async (name: string): Promise<number | null> => {
    const giveUpAt = Date.now() + VICTIM_WITHIN;
    while (Date.now() < giveUpAt) {
      const pid = listedProcesses(dataDir).find((one) => one.name === name)?.pid;
      if (pid !== undefined && !struck.has(pid) && signal(pid, 0)) return pid;
      await pause(LOOK_EVERY);
    }
    return null;
  };

  const end = async (name: string, how: NodeJS.Signals, count: Record<string, number>): Promise<void> => {
    const pid = await victim(name);
    if (pid === null) return;
    struck.add(pid);
    if (signal(pid, how)) count[name] = (count[name] ?? 0) + 1;
  };

  const freeze = async (name: string, lasting: number): Promise<void> => {
    const pid = await victim(name);
    if (pid === null || !signal(pid, 'SIGSTOP')) return;
    done.freezes[name] = (done.freezes[name] ?? 0) + 1;
    await pause(lasting);
    signal(pid, 'SIGCONT');
  };

  /** Asked for until it takes: the switch is in a process that is struck as well. */
  const makeBusy = async (lasting: number): Promise<void> => {
    const seconds = Math.ceil(lasting / 1_000);
    const giveUpAt = Date.now() + VICTIM_WITHIN;
    while (Date.now() < giveUpAt) {
      const port = listedProcesses(dataDir).find(({ name }) => name === 'query-api')?.port;
      const request = { method: 'POST', signal: AbortSignal.timeout(ANSWER_WITHIN) };
      const response = await fetch(`http://127.0.0.1:${port}/busy?seconds=${seconds}`, request).catch(() => null);
      if (response?.ok) return;
      await pause(LOOK_EVERY);
    }
  };

  const strike = async (blow: Blow): Promise<void> => {
    await pause(blow.at);
    switch (blow.blow) {
      case 'kill':
        return end(blow.process, 'SIGKILL', done.kills);
      case 'restart':
        return end(blow.process, 'SIGTERM', done.restarts);
      case 'freeze':
        return freeze(blow.process, blow.lasting);
      case 'busy':
        return makeBusy(blow.lasting);
    }
  };

  for (const storm of schedule) {
    await Promise.all(storm.map(strike));
    const recovery = calm();
    const giveUpAt = Date.now() + CALM.longest;
    while (!recovery.addsAreHeld() && Date.now() < giveUpAt) {
      await makeBusy(CALM.busy);
      const again = Date.now() + CALM.busy + CALM.free;
      while (!recovery.addsAreHeld() && Date.now() < again) await pause(LOOK_EVERY);
    }
    while (!recovery.ordersArePaid() && Date.now() < giveUpAt) await pause(LOOK_EVERY);
  }
  return done;
};

/** False when there is no such process any more. */
const signal = (pid: number, name: NodeJS.Signals | 0): boolean => {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
};
