import type { Actor, Minor, Role } from '@doremi/domain';
import { isRefusal, type Position, type Refusal } from '@doremi/event-sourcing';
import type { Static, TSchema } from './responses/schemas.js';
import { eventStream, type Forms, type Media } from './openapi/media.js';
import type { ProblemCode } from './openapi/problem-schemas.js';
import type { Tag } from './openapi/tags.js';
import type { Problem } from './problems.js';

/** What a handler is asked for: checked, converted, and with the one who asks. (Express' `Request` is what came.) */
export interface RouteRequest<Params = Readonly<Record<string, number>>, Body = unknown, Query = unknown> {
  /** Path parameters; they are digits only, anything else never reaches a handler. */
  readonly params: Params;
  readonly body: Body;
  readonly query: Query;
  readonly actor: Actor;
  readonly correlationId: string;
  /** Derived from the Idempotency-Key where there is one, so that a repeated request is the same command. */
  readonly commandId: string;
  /** Hash of the body, where an Idempotency-Key came with it. */
  readonly requestHash?: string;
  /** What it is the hash of: where that is personal, a hash by a key takes its place. */
  readonly requestText?: string;
  /** The version that If-Match names, of the resource that the route changes. */
  readonly ifMatch?: number;
  readonly traceparent?: string;
  /** When it was asked: ISO 8601, UTC. */
  readonly now: string;
  readonly header: (name: string) => string | undefined;
}

type NamesIn<Path extends string> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Name | NamesIn<Rest>
  : Path extends `${string}:${infer Name}`
    ? Name
    : never;

/** The parameters of a path: `/mycart/:cartId` has `{cartId: number}`. */
export type ParamsOf<Path extends string, Value = number> = { readonly [Name in NamesIn<Path>]: Value };

/** What a handler responds with; `mount` makes Express' `Response` of it. */
export interface RouteResponse<Status extends number = number, Body = unknown> {
  readonly status: Status;
  readonly body?: Body;
  readonly headers?: Readonly<Record<string, string>>;
  /** Becomes X-Event-Position: a read no staler than this shows what the command did. */
  readonly position?: Position;
  /** Of which log that is a place in; the first one's where it is not said. */
  readonly generation?: number;
  /** In place of a JSON body, for whoever accepts that. */
  readonly form?: Form;
  /** Server-sent events in place of a body, for as long as the client stays. */
  readonly stream?: Feed;
}

/** A response body that is no JSON: text, or bytes as they are. */
export interface Form {
  readonly mediaType: string;
  readonly content: string | Buffer;
}

/** One client of a live stream. */
export interface StreamClient {
  /** Sends events as they are on the wire (see event-streams.ts). A client that does not keep up is dropped instead. */
  readonly send: (events: string) => void;
  /** The same of what it is owed before the first news, however much that is: it has time to take it. */
  readonly welcome: (events: string) => void;
}

/** Begins to send events with such data to a client; returns how to stop. */
export interface Feed<Data = unknown> {
  (client: StreamClient): () => void;
  /** Never there: it says to the compiler what the events hold, since they are sent as text. */
  readonly data?: Data;
}

/** By status, what the body is; null where there is none. */
export type Responses = Readonly<Record<number, TSchema | Media | Forms | null>>;

/** A response with this body: it may not be left out, as that of a `RouteResponse` may. */
export type ResponseWith<Status extends number, Body> = RouteResponse<Status, Body> & { readonly body: Body };

/** A response in another form than JSON. */
export type FormResponse<Status extends number> = RouteResponse<Status, undefined> & { readonly form: Form };

/** What a handler may give back, by what its route says it responds. A problem may come with the place of what was done. */
export type HandlerResponse<Of extends Responses> = number extends keyof Of
  ? RouteResponse | Refusal
  : DocumentedResponse<Of> | ResponseWith<number, Problem> | Refusal;

type DocumentedResponse<Of extends Responses> = {
  readonly [Status in keyof Of & number]: Of[Status] extends null
    ? RouteResponse<Status, undefined>
    : Of[Status] extends Media
      ? RouteResponse<Status, never> | FormResponse<Status>
      : Of[Status] extends Forms<infer Schema>
        ? ResponseWith<Status, Static<Schema>> | FormResponse<Status>
        : ResponseWith<Status, Static<Extract<Of[Status], TSchema>>>;
}[keyof Of & number];

/** A class whose decorated fields say what a body or a query may hold (see fields.ts). */
export type RequestClass<T extends object = object> = new () => T;

/** What a route says of itself, for the OpenAPI document and for whoever reads the code. */
export interface Documentation {
  /** What clients call it: a method name. */
  readonly operation: string;
  readonly summary: string;
  readonly tag: Tag;
  /** What its handler responds with when it does not refuse. */
  readonly responses: Responses;
  /** Where its other forms than JSON have words: the languages of these, the one that everybody else gets first. */
  readonly languages?: readonly string[];
  /** The codes it refuses with, besides those that any route of its kind may (see openapi/responses.ts). */
  readonly refusals?: readonly ProblemCode[];
}

/** One line of the route table: the only way a request comes in, so rights and documentation can be read off it. */
export interface Route extends Documentation {
  readonly method: 'get' | 'post' | 'put' | 'delete';
  readonly path: string;
  /** Who may call it; the same stands in the table that the gateway goes by (auth/access.ts), and a test compares. */
  readonly roles: readonly Role[] | 'all';
  readonly body?: RequestClass;
  readonly query?: RequestClass;
  /** Whether it changes something that has a version, so that If-Match may say which one is meant. */
  readonly ifMatch?: true;
  /** Whether it responds with server-sent events. */
  readonly streams?: true;
  /** The smallest amount of the currency of what it is asked, in minor units; 1 where nobody says so. */
  readonly unit?: Minor;
  readonly handle: (request: RouteRequest) => Promise<RouteResponse | Refusal> | RouteResponse | Refusal;
}

/** What the document reads off a route. */
export type Described = Omit<Route, 'handle'> & {
  /** Whose business it is, where it is none of the public's. */
  readonly of?: 'operator' | 'process';
  /** What the query may hold where no class says so. */
  readonly parameters?: Readonly<Record<string, TSchema>>;
};

interface Options<Body extends object, Query extends object, Of extends Responses> extends Documentation {
  readonly roles: Route['roles'];
  readonly body?: RequestClass<Body>;
  readonly query?: RequestClass<Query>;
  readonly ifMatch?: true;
  readonly responses: Of;
}

type Handler<Path extends string, Body, Query, Of extends Responses> = (
  request: RouteRequest<ParamsOf<Path>, Body, Query>,
) => HandlerResponse<NoInfer<Of>> | Promise<HandlerResponse<NoInfer<Of>>>;

const route =
  (method: Route['method']) =>
  <Path extends string, Of extends Responses, Body extends object = object, Query extends object = object>(
    path: Path,
    options: Options<Body, Query, Of>,
    handle: Handler<Path, Body, Query, Of>,
  ): Route => ({ method, path, ...options, handle: handle as unknown as Route['handle'] });

export const get = route('get');
export const post = route('post');
export const put = route('put');
export const del = route('delete');

interface StreamOptions<Event extends TSchema, Query extends object> extends Omit<Documentation, 'responses'> {
  readonly roles: Route['roles'];
  readonly query?: RequestClass<Query>;
  /** The data of each event. */
  readonly event: Event;
}

/** A GET that responds with server-sent events: its handler judges and refuses like any other, then gives the feed. */
export const sse = <Path extends string, Event extends TSchema, Query extends object = object>(
  path: Path,
  { event, ...options }: StreamOptions<Event, Query>,
  feedOf: (request: RouteRequest<ParamsOf<Path>, object, Query>) => Promise<Feed<Static<NoInfer<Event>>> | Refusal>,
): Route => ({
  ...get(path, { ...options, responses: { 200: eventStream<TSchema>(event) } }, async (request) => {
    const feed = await feedOf(request);
    return isRefusal(feed) ? feed : { status: 200, stream: feed };
  }),
  streams: true,
});
