import type { EndPoint } from '@eventstore/db-client';
import type * as Bridge from '@kurrent/bridge';
import { addressOf } from './connection-string.js';

/** The native client, for reads alone. */
export type BridgeClient = Bridge.RustClient;

let loading: Promise<typeof Bridge | null> | null = null;

/** It is loaded when the first history is read, which most processes never do. */
const load = () => (loading ??= import('@kurrent/bridge').catch(() => null));

/**
 * The native client of a node, given the connection string by which it was found; null where there is none: on a
 * platform that it is not built for, or where it does not understand the string.
 */
export const bridgeTo = async (url: string, node: EndPoint): Promise<BridgeClient | null> => {
  try {
    return (await load())?.createClient(addressedTo(url, node)) ?? null;
  } catch {
    return null;
  }
};

/** The connection string for this node alone, with what it says of users and TLS. */
const addressedTo = (url: string, node: EndPoint): string =>
  url.replace(
    /^[a-z+]+:\/\/((?:[^@/?]*@)?)[^/?]*/i,
    (_, credentials: string) => `esdb://${credentials}${addressOf(node)}`,
  );
