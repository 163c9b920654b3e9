import { readFileSync } from 'node:fs';
import type { ChannelCredentialOptions, Credentials, EndPoint } from '@eventstore/db-client';
import parser from '@eventstore/db-client/dist/Client/parseConnectionString.js';

/** What a connection string says: whom to ask, and how to speak with every node. */
export interface Target {
  readonly seeds: readonly EndPoint[];
  /** Whether the seeds are asked who leads (several hosts, or `esdb+discover`), or the one host is spoken with itself. */
  readonly isCluster: boolean;
  readonly settings: NodeSettings;
}

export interface NodeSettings {
  readonly tls: ChannelCredentialOptions;
  readonly user?: Credentials;
  readonly connectionName: string;
  /** A connection on which nothing came for so long is asked for a sign, and ended without one; milliseconds. */
  readonly keepAliveInterval: number;
  readonly keepAliveTimeout: number;
}

const KEEP_ALIVE_INTERVAL_MS = 10_000;
const KEEP_ALIVE_TIMEOUT_MS = 10_000;

/**
 * Reads an `esdb://` or `esdb+discover://` connection string as the official client does. `nodePreference` and the numbers
 * about discovery mean nothing here: everything goes to the leader. Throws where it is none, or names a file that is not there.
 */
export const targetOf = (url: string): Target => {
  const { hosts, dnsDiscover, defaultCredentials, ...said } = parser.parseConnectionString(url);
  const file = (path: string | undefined): Buffer | undefined => (path === undefined ? undefined : readFileSync(path));
  const [root, key, certificate] = [said.tlsCAFile, said.userKeyFile, said.userCertFile].map(file);
  return {
    seeds: hosts,
    isCluster: dnsDiscover || hosts.length > 1,
    settings: {
      tls: {
        insecure: said.tls === false,
        ...(root && { rootCertificate: root }),
        ...(key && { userKeyFile: key }),
        ...(certificate && { userCertFile: certificate }),
      },
      ...(defaultCredentials && { user: defaultCredentials }),
      connectionName: said.connectionName ?? `doremi-${process.pid}`,
      keepAliveInterval: said.keepAliveInterval ?? KEEP_ALIVE_INTERVAL_MS,
      keepAliveTimeout: said.keepAliveTimeout ?? KEEP_ALIVE_TIMEOUT_MS,
    },
  };
};

/** As gRPC writes it. */
export const addressOf = ({ address, port }: EndPoint): string =>
  address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
