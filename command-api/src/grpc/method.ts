import {
  access,
  type AccessKey,
  envelopeOf,
  fieldsOf,
  HttpFault,
  type Identify,
  Nothing,
  type ParamsOf,
  type Problem,
  problemOfRefusal,
  problemWith,
  type RequestClass,
  type RouteRequest,
  validated,
} from '@doremi/http';
import { isRefusal, type Position, type Refusal } from '@doremi/event-sourcing';

/** What a handler answers. */
export interface Reply {
  readonly message: object;
  readonly position: Position;
}

/** A call as it came: its message, null where that could not be read, and its metadata. */
export interface Call {
  readonly message: Readonly<Record<string, unknown>> | null;
  readonly header: RouteRequest['header'];
  readonly correlationId: string;
}

/** How a call ends. */
export type Ended = { readonly reply: Reply } | { readonly problem: Problem };

/** One method of a service. Throws HttpFault for what can't be taken as it came. */
export type Method = (call: Call, identify: Identify) => Promise<Ended>;

interface Takes<As extends AccessKey, Body extends object> {
  /**
   * The line of the access table that this is another door to. Who may call it is read there, and an idempotency key
   * counts for that line, so that what was done through one door is not done again through the other.
   */
  readonly as: As;
  /** The fields of the message that stand in that line's path. */
  readonly path: RequestClass;
  /** Those that are its body. */
  readonly body?: RequestClass<Body>;
}

/** Identity, rights and validation in HTTP's order and by its rules, then the handler. */
export const method =
  <As extends AccessKey, Body extends object = object>(
    { as, path, body = Nothing as RequestClass<Body> }: Takes<As, Body>,
    handle: (request: RouteRequest<ParamsOf<As>, Body>) => Promise<Reply | Refusal>,
  ): Method =>
  async ({ message, header, correlationId }, identify) => {
    const actor = await identify({ get: header });
    const problem = problemWith(actor, access[as].roles);
    if (problem) return { problem };
    if (!message) throw new HttpFault(400, 'REQUEST_INVALID', 'the message can not be read');
    const isInPath = ([name]: [string, unknown]) => fieldsOf(path.prototype as object).has(name);
    const fields = Object.entries(message);
    const params = validated(path, Object.fromEntries(fields.filter(isInPath)));
    if (isRefusal(params)) return refused(params);
    const plain = Object.fromEntries(fields.filter((field) => !isInPath(field)));
    const content = validated(body, plain);
    if (isRefusal(content)) return refused(content);
    const numbers = { ...params } as RouteRequest['params'];
    const [verb = '', template = ''] = as.split(' ');
    const subject = { actor, method: verb, path: pathOf(template, numbers), plain };
    const reply = await handle({
      body: content,
      query: {},
      params: numbers as ParamsOf<As>,
      actor,
      correlationId,
      ...envelopeOf(header, subject),
    });
    return isRefusal(reply) ? refused(reply) : { reply };
  };

const refused = (refusal: Refusal): Ended => ({ problem: problemOfRefusal(refusal) });

const pathOf = (template: string, params: RouteRequest['params']): string =>
  template.replace(/:(\w+)/g, (_, name: string) => String(params[name]));
