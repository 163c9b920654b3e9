import { BlockList, isIP } from 'node:net';
import type { Request } from 'express';
import { SettingError } from './setting-error.js';

/**
 * Whether a request comes from one of these networks (`10.0.0.0/8`, `::1`) itself: one that says it was passed on comes
 * from wherever that was. Throws SettingError for what is no network.
 */
export const cameFrom = (networks: readonly string[]): ((request: Request) => boolean) => {
  const known = new BlockList();
  for (const network of networks) add(known, network);
  return (request) => {
    const { 'x-forwarded-for': forwardedFor, forwarded } = request.headers;
    const address = (request.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
    const version = isIP(address);
    if (forwardedFor !== undefined || forwarded !== undefined || version === 0) return false;
    return known.check(address, version === 6 ? 'ipv6' : 'ipv4');
  };
};

const add = (known: BlockList, network: string): void => {
  const [address = '', prefix] = network.split('/');
  const version = isIP(address);
  const longest = version === 6 ? 128 : 32;
  const length = prefix === undefined ? longest : Number(prefix);
  if (version === 0 || !Number.isInteger(length) || length < 0 || length > longest)
    throw new SettingError(`PRIVATE_NETWORKS names "${network}", which is no network`);
  known.addSubnet(address, length, version === 6 ? 'ipv6' : 'ipv4');
};
