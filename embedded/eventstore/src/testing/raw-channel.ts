import { readFileSync } from 'node:fs';
import { type ChannelCredentials, credentials, Metadata } from '@grpc/grpc-js';

/** The way to an engine for what the official client cannot send. */
export interface RawChannel {
  /** Host and port. */
  readonly address: string;
  readonly credentials: ChannelCredentials;
  /** Whom the engine takes its callers for. */
  readonly username: string;
}

/** Who everybody is on a node that asks nobody. */
const EVERYBODY = 'system';

/** To the one node that a connection string names, with what it says of users and TLS. */
export const rawChannelTo = (url: string): RawChannel => {
  const { host: address, username, password, searchParams } = new URL(url);
  if (searchParams.get('tls') === 'false')
    return { address, credentials: credentials.createInsecure(), username: EVERYBODY };
  const authority = searchParams.get('tlsCAFile');
  const tls = credentials.createSsl(authority === null ? null : readFileSync(authority));
  const user = [username, password].map(decodeURIComponent).join(':');
  const metadata = new Metadata();
  metadata.set('authorization', `Basic ${Buffer.from(user).toString('base64')}`);
  const asUser = credentials.createFromMetadataGenerator((_, give) => give(null, metadata));
  return { address, credentials: credentials.combineChannelCredentials(tls, asUser), username };
};
