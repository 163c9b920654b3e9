import type { ClientRequest } from 'node:http';
import type { Socket } from 'node:net';
import { CONNECT_WITHIN } from '@doremi/http';

/** How long an upstream may take, in milliseconds. */
export interface Deadlines {
  readonly connect: number;
  /** Until the head of its answer; a body may go on for as long as it likes, as live streams do. */
  readonly answer: number;
}

/** Who works on it answers in less, be it with 503: this is for who says nothing at all. The pages wait longer (web/src/api/ask.ts). */
export const DEADLINES: Deadlines = { connect: CONNECT_WITHIN, answer: 15_000 };

/** The upstream did not answer in time; it may still do what it was asked. */
export class UpstreamTimeout extends Error {}

/** The upstream could not be reached in time; nothing was asked of it. */
export class ConnectTimeout extends Error {}

/** Ends a request to an upstream that takes too long, with one of the errors above. */
export const limitTime = (upstream: ClientRequest, { connect, answer }: Deadlines): void => {
  const { socket } = upstream;
  if (socket?.connecting) limitConnect(upstream, socket, connect);
  const timer = setTimeout(() => upstream.destroy(new UpstreamTimeout()), answer);
  upstream.once('response', () => clearTimeout(timer));
  upstream.once('close', () => clearTimeout(timer));
};

const limitConnect = (upstream: ClientRequest, socket: Socket, limit: number): void => {
  const timer = setTimeout(() => upstream.destroy(new ConnectTimeout()), limit);
  socket.once('connect', () => clearTimeout(timer));
  upstream.once('close', () => clearTimeout(timer));
};
