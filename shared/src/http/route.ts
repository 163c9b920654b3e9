import type { Actor, Role } from '../kernel/actor.js';
import type { Position } from '../kernel/position.js';
import { isRefusal, type Refusal } from '../kernel/refusal.js';

/** What a handler is asked: checked, converted, and with the one who asks. */
export interface Asked<Body = unknown, Query = unknown> {
  readonly body: Body;
  readonly query: Query;
  /** Path parameters; they are digits only, anything else never reaches a handler. */
  readonly params: Readonly<Record<string, number>>;
  readonly actor: Actor;
  readonly correlationId: string;
  /** Derived from the Idempotency-Key where there is one, so that a repeated request is the same command. */
  readonly commandId: string;
  /** Hash of the body, where an Idempotency-Key came with it. */
  readonly requestHash?: string;
  /** The version that If-Match names, of the resource that the route changes. */
  readonly ifMatch?: number;
  readonly traceparent?: string;
  /** When it was asked: ISO 8601, UTC. */
  readonly now: string;
  readonly header: (name: string) => string | undefined;
}

export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Becomes X-Event-Position: a read no staler than this shows what the command did. */
  readonly position?: Position;
  /** Of which log that is a place in; the first one's where it is not said. */
  readonly generation?: number;
  /** Server-sent events in place of a body, for as long as the client stays. */
  readonly stream?: Feed;
}

/** One client of a live stream. */
export interface StreamClient {
  /** Sends events as they are on the wire (see event-streams.ts). A client that does not keep up is dropped instead. */
  readonly send: (events: string) => void;
}

/** Begins to send to a client; returns how to stop. */
export type Feed = (client: StreamClient) => () => void;

/** A class whose decorated fields say what a body or a query may hold (see fields.ts). */
export type RequestClass<T extends object = object> = new () => T;

type Handler<Body, Query> = (asked: Asked<Body, Query>) => Answer | Refusal | Promise<Answer | Refusal>;

/** One line of the route table: the only way a request comes in, so rights and documentation can be read off it. */
export interface Route {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  readonly who: readonly Role[] | 'all';
  readonly body?: RequestClass;
  readonly query?: RequestClass;
  /** Whether it changes something that has a version, so that If-Match may say which one is meant. */
  readonly ifMatch?: true;
  /** Whether it answers with server-sent events. */
  readonly streams?: true;
  readonly handle: Handler<unknown, unknown>;
}

/** What the documentation reads off a route. `of` says whose business it is, where it is none of the public's. */
export type Described = Omit<Route, 'handle'> & { readonly of?: 'operator' | 'process' };

interface Takes<Body extends object, Query extends object> {
  readonly who: Route['who'];
  readonly body?: RequestClass<Body>;
  readonly query?: RequestClass<Query>;
  readonly ifMatch?: true;
}

const route =
  (method: Route['method']) =>
  <Body extends object = object, Query extends object = object>(
    path: string,
    takes: Takes<Body, Query>,
    handle: Handler<Body, Query>,
  ): Route => ({ method, path, ...takes, handle: handle as Handler<unknown, unknown> });

export const get = route('get');
export const post = route('post');
export const put = route('put');
export const del = route('delete');

/** A GET that is answered with server-sent events: its handler judges and refuses like any other, then gives the feed. */
export const sse = (
  path: string,
  takes: Pick<Route, 'who'>,
  feedOf: (asked: Asked<object, object>) => Promise<Feed | Refusal>,
): Route => ({
  ...get(path, takes, async (asked) => {
    const feed = await feedOf(asked);
    return isRefusal(feed) ? feed : { status: 200, stream: feed };
  }),
  streams: true,
});
