import type { IncomingHttpHeaders } from 'node:http';

/** Meant for one connection only (RFC 9110, 7.6.1); `expect` is answered by this server itself. */
const HOP_BY_HOP = [
  'connection',
  'expect',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
];

/** These frame the message: dropped by name through `Connection`, the body would be read as another request. */
const FRAMING = new Set(['content-length', 'host', 'transfer-encoding']);

/** Removes what must not travel on, and what the `Connection` header names as such. Changes the headers given. */
export const dropHopByHop = (headers: IncomingHttpHeaders): void => {
  const named = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  for (const name of [...HOP_BY_HOP, ...named]) if (!FRAMING.has(name)) delete headers[name];
};
