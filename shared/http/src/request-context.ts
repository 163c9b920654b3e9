import { hash, randomUUID } from 'node:crypto';
import { stringify } from 'safe-stable-stringify';
import type { Actor } from '@doremi/domain';
import { idOf } from '@doremi/event-sourcing';
import { HttpFault } from './http-fault.js';
import type { RouteRequest } from './route.js';

const KEY = /^[\x21-\x7e]{8,128}$/;
const TRACEPARENT = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;
const VISIBLE = /^[\x21-\x7e]{1,128}$/;

type Header = RouteRequest['header'];

/** What goes with a request besides its content, whichever door it comes through. */
export type Envelope = Pick<
  RouteRequest,
  'commandId' | 'requestHash' | 'requestText' | 'traceparent' | 'now' | 'header'
>;

/** What a request is about, as the HTTP contract names it: the same thing at every door. */
interface Subject {
  readonly actor: Actor;
  readonly method: string;
  readonly path: string;
  /** The body as it came, before anything was read into it. */
  readonly plain: object;
}

/** The X-Correlation-Id that a request brings, or a new one. */
export const correlationOf = (header: Header): string => {
  const given = header('X-Correlation-Id') ?? '';
  return VISIBLE.test(given) ? given : randomUUID();
};

/** Reads what goes with a request. Throws HttpFault 400 IDEMPOTENCY_KEY_INVALID. */
export const envelopeOf = (header: Header, subject: Subject): Envelope => {
  const traceparent = header('traceparent') ?? '';
  return {
    ...commandOf(header('Idempotency-Key'), subject),
    ...(TRACEPARENT.test(traceparent) && { traceparent }),
    now: new Date().toISOString(),
    header,
  };
};

/** With an Idempotency-Key the command's id derives from who asks, method, path and key; else it is a new one. */
const commandOf = (
  key: string | undefined,
  { actor, method, path, plain }: Subject,
): Pick<RouteRequest, 'commandId' | 'requestHash' | 'requestText'> => {
  if (key === undefined) return { commandId: randomUUID() };
  if (!KEY.test(key))
    throw new HttpFault(400, 'IDEMPOTENCY_KEY_INVALID', 'Idempotency-Key is 8 to 128 visible characters');
  // A storage format: with its keys in order the same request hashes the same, however it was written and whenever.
  const requestText = stringify(plain);
  const requestHash = hash('sha256', requestText, 'hex');
  return { commandId: idOf('request', actor.sub, method, path, key), requestHash, requestText };
};
