import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'esdb:': 2113, 'mongodb:': 27_017, 'redis:': 6_379 };
const LOOPBACK = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/;
const LISTENS = '0A';

/** The process that listens where a URL points; undefined where that is on another machine, or the kernel does not tell. */
export const listenerAt = (url: string): number | undefined => {
  if (process.platform !== 'linux' || !URL.canParse(url)) return undefined;
  const { hostname, port, protocol } = new URL(url);
  if (!LOOPBACK.test(hostname)) return undefined;
  const sockets = socketsAt(Number(port) || (DEFAULT_PORTS[protocol] ?? 0));
  return readdirSync('/proc')
    .map(Number)
    .find((pid) => pid > 0 && holdsOneOf(pid, sockets));
};

/** The inodes of the sockets that listen at a port. */
const socketsAt = (port: number): ReadonlySet<string> => {
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`;
  const lines = ['tcp', 'tcp6'].flatMap((table) => readFileSync(`/proc/net/${table}`, 'utf8').split('\n').slice(1));
  const rows = lines.map((line) => line.trim().split(/\s+/));
  const listening = rows.filter(([, local = '', , state]) => local.endsWith(end) && state === LISTENS);
  return new Set(listening.map((row) => `socket:[${row[9]}]`));
};

const holdsOneOf = (pid: number, sockets: ReadonlySet<string>): boolean => {
  const folder = `/proc/${pid}/fd`;
  try {
    return readdirSync(folder).some((file) => sockets.has(readlinkSync(`${folder}/${file}`)));
  } catch {
    return false; // it ended, or is somebody else's
  }
};
