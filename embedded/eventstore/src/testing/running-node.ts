import { spawn } from 'node:child_process';
import { once } from 'node:events';
import type { ClusterSettings } from '../cluster/settings.js';
import { startEventStore } from '../server.js';
import type { RunningNode, TestNode } from './cluster-node.js';
import { MAIN } from './process.js';

const OPTIONS = {
  heartbeatTimeout: '--heartbeat-timeout',
  replicationDelay: '--replication-delay',
  forwardTimeout: '--forward-timeout',
} as const;

/** A node as a process of its own; the build has to be up to date. */
export const inProcessOfItsOwn =
  (settings: ClusterSettings) =>
  async ({ port, folder, address }: TestNode): Promise<RunningNode> => {
    const members = settings.members.join(',');
    const options = Object.entries(OPTIONS).flatMap(([name, option]) => {
      const value = settings[name as keyof typeof OPTIONS];
      return value === undefined ? [] : [option, `${value}`];
    });
    const args = [MAIN, '--port', `${port}`, '--data', folder, '--cluster', members, ...options];
    const stdio = ['ignore', 'pipe', 'inherit', 'ipc'] as const;
    const child = spawn(process.execPath, ['--enable-source-maps', ...args], { stdio: [...stdio] });
    const ended = once(child, 'exit');
    const [line] = (await Promise.race([once(child.stdout!, 'data'), ended])) as [Buffer | number | null];
    if (!Buffer.isBuffer(line)) throw new Error(`the node at ${address} ended before it listened`);
    return { signal: (signal) => void child.kill(signal), ended };
  };

/** A node in this process: it starts faster, and can only be stopped. */
export const inThisProcess =
  (cluster: ClusterSettings) =>
  async ({ port, folder }: TestNode): Promise<RunningNode> => {
    const server = await startEventStore({ port, dataDir: folder, cluster });
    let stopped: () => void;
    const ended = new Promise<void>((resolve) => (stopped = resolve));
    return { signal: () => void server.stop().then(() => stopped()), ended };
  };
